"""Pages of the white book."""
