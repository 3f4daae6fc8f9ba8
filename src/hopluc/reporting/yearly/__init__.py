"""The plan of the year to come, drafted out of the one that runs; a plan's end with its final report."""
