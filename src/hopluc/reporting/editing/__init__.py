"""The consolidated text as the office edits it: edits laid over what was made, figures with their sources."""
