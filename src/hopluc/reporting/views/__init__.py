"""Pages of this room: load what this person may see, call, render."""
