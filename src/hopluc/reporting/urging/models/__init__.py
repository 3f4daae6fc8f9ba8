"""Tables of urging, by noun; they belong to the application `reporting`."""

from hopluc.reporting.urging.models.letters import AnswerFile, Letter, LetterBatch, LetterPart, LetterQuerySet
from hopluc.reporting.urging.models.reminders import (
    CalendarFeed,
    Digest,
    Reminder,
    ReminderSchedule,
)

__all__ = [
    "AnswerFile",
    "CalendarFeed",
    "Digest",
    "Letter",
    "LetterBatch",
    "LetterPart",
    "LetterQuerySet",
    "Reminder",
    "ReminderSchedule",
]
