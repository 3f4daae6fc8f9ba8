"""Succession of bodies: what the old one held passes on, in one transaction."""
