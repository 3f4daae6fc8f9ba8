"""Settings, root addresses, start-up checks and the web verbs of the command."""
