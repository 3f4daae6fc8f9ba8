"""The chain of mandates: links of plans, tasks and targets, shares of targets, plans of one's own."""
