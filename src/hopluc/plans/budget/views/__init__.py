"""Pages of the yearly budget."""
