"""Reporting rounds, submissions and the consolidated report."""
