"""Places of a report that its collector marks when it goes back to be mended, and what became of them."""
