"""Changes to a plan in force: proposed, gathered, decided, and how the plan reads on any day."""
