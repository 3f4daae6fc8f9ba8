"""Rounds tied to one another and reports sent on, each step with its deed."""
