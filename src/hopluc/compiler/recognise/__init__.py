"""Recognisers: what words of a plan mean. Each is a table of patterns with reasons; plain text in, spans out."""
