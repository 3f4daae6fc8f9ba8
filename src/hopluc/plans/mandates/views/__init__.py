"""Pages of the chain of mandates."""
