"""Hợp Lực: from a plan document as issued to the report as signed."""

__version__ = "0.1.0"
