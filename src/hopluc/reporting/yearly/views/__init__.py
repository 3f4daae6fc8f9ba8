"""Pages of next year's draft and of a plan's end."""
