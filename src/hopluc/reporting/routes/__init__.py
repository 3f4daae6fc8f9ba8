"""How reports go between levels and out of the body: rounds that answer others, legs, reports in reports."""
