"""Start-up checks: what is missing or unsafe, with an id and a hint."""
