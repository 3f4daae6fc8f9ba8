"""Pages of sign-off, extensions, products and officers."""
