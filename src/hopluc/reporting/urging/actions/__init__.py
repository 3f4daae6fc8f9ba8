"""Letters, reminders, calendars: each change with its deed."""
