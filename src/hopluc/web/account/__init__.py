"""Signing in beside the password: the demo, one-time links; the person's own page."""
