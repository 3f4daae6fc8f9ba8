"""Questions that pages and other rooms ask of this room, by noun."""
