"""Plans in force: tasks, each body's part, progress, indicators, duties."""
