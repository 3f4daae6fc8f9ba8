"""My work: what is mine, what is due, who waits for me."""
