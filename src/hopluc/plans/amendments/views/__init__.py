"""Pages of proposals and amendments."""
