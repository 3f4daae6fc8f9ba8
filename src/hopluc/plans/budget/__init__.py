"""The yearly budget of a plan: estimates by line, gathering and cuts, the council's resolution, spending."""
