"""Urging (đôn đốc): letters to bodies with late work, reminders to people, their calendars."""
