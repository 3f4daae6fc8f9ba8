"""One's saved filters."""
