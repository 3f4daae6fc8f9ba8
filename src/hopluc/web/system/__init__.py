"""Error pages and health."""
