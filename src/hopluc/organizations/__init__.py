"""Bodies and their names in time, groups, successors, units, accounts, roles and scope."""
