"""What stands beside the parts of a plan: problems brought up, visits to those who carry it out."""
