"""Targets against actual figures: the path of an indicator, its forecast, its light, the plan's table."""
