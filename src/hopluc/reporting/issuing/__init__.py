"""Issued documents: frozen as they went out, printed as PDF, signed, and checked by whoever holds them."""
