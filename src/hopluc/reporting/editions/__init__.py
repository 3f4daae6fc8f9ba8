"""The white book: frozen yearly editions of defined tables, gathered from what the system has."""
