"""Files by hash, the journal of deeds, what changed, notices; knows nobody but by id and name."""
