"""Search over the rooms."""
