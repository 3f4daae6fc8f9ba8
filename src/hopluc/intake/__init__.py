"""From a received paper to a plan in force: compile, review, adopt."""
