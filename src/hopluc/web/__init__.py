"""Pages across rooms: the shell, my work, account, bodies, files, journal."""
