"""Pages of received papers, by what is done on them."""
