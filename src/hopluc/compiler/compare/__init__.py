"""Comparing compiled plans: last year's with this year's, a superior's with a lower body's.

Works on `hopluc.compiler.format.Plan` alone and never reads a document: `diff` (what became of each
task, target, citation and duty), `coverage` (which tasks and targets of a superior plan a lower one
carries out), and `view` (either result as data that a page, a terminal or a web system shows).
"""
