"""Pages of rounds that answer others, legs, reports in reports."""
