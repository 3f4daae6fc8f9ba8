"""What the words of a plan mean: recognisers that are tables of patterns with reasons."""
