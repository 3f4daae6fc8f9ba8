"""Dashboards: lead parts by plan, agency, field and area, targets by unit; each number opens its rows."""
