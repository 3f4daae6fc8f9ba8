"""Base templates, tables, filters, downloads and form widgets; no tables of its own."""
