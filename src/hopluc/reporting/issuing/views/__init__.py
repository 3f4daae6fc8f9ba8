"""Pages about issued documents."""
