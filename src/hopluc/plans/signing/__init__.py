"""What needs a second person's word, or somebody's name: sign-off, extensions, products, officers."""
