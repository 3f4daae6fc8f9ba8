"""Bodies: the tree, and one body with its names, people and successors in time."""
