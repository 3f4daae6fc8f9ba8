"""Reporting forms as versioned data: sections to write, tables to fill, formulas, consolidation."""
