"""What cells say, each wording read once.

A table says "Các sở, ban, ngành" or "Thường xuyên" a hundred times; what such words mean depends on
nothing but the words and the document. Only the places differ.
"""

from __future__ import annotations

from dataclasses import replace

from hopluc.compiler.assemble.bodies import Bodies, leads_and_helpers
from hopluc.compiler.format import Deadline, Party, Span
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.parties import split_parties
from hopluc.compiler.recognise.recognition import Context


class Remembered:
    """The cells of one document that were read, by their words."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._bodies: dict[str, tuple[int, Bodies]] = {}
        self._parties: dict[str, tuple[int, tuple[Party, ...]]] = {}
        self._deadlines: dict[str, tuple[int, Deadline | None]] = {}

    def leads_and_helpers(self, span: Span) -> Bodies:
        """The bodies in a cell that lead, and those that help."""
        words = self._text[slice(*span)]
        if words not in self._bodies:
            read = leads_and_helpers(self._text, span, self._context.glossary)
            self._bodies[words] = span[0], read
        start, (leads, helpers) = self._bodies[words]
        by = span[0] - start
        return _moved(leads, by), _moved(helpers, by)

    def parties(self, span: Span) -> tuple[Party, ...]:
        """The bodies in a cell."""
        words = self._text[slice(*span)]
        if words not in self._parties:
            self._parties[words] = span[0], split_parties(self._text, *span, self._context.glossary)
        start, parties = self._parties[words]
        return _moved(parties, span[0] - start)

    def deadline(self, span: Span) -> Deadline | None:
        """When, as a cell says."""
        words = self._text[slice(*span)]
        if words not in self._deadlines:
            self._deadlines[words] = span[0], read_deadline(self._text, *span, self._context.year)
        start, deadline = self._deadlines[words]
        if deadline is None or deadline.span is None:
            return deadline
        return replace(deadline, span=_shifted(deadline.span, span[0] - start))


def _moved(parties: tuple[Party, ...], by: int) -> tuple[Party, ...]:
    if not by:
        return parties
    return tuple(replace(party, span=party.span and _shifted(party.span, by)) for party in parties)


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
