"""The leader's page: one printed sheet of what a leader must know of the plans."""
