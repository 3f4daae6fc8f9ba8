"""What a labelled field says of its task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hopluc.compiler.assemble.bodies import leads_and_helpers
from hopluc.compiler.assemble.cells import note_of, products_of
from hopluc.compiler.assemble.fields import Field
from hopluc.compiler.assemble.model import Draft
from hopluc.compiler.format import Party
from hopluc.compiler.normalise import Mended
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.parties import split_parties
from hopluc.compiler.recognise.recognition import Context


def not_yet_in(draft: Draft, parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties that a draft does not name."""
    known = {party.name for party in (*draft.leads, *draft.coordinators)}
    return tuple(party for party in parties if party.name not in known)


def fill(draft: Draft, field: Field, mended: Mended, context: Context) -> None:
    """Set what one field says."""
    text = mended.flow.text
    words = mended.words(field.span)
    if field.role == "lead":
        leads, helpers = leads_and_helpers(text, field.span, context.glossary)
        draft.leads += not_yet_in(draft, leads)
        draft.coordinators += not_yet_in(draft, helpers)
    elif field.role == "coordinator":
        draft.coordinators += not_yet_in(draft, split_parties(text, *field.span, context.glossary))
    elif field.role == "deadline":
        deadline = read_deadline(text, *field.span, context.year)
        draft.deadline = deadline and replace(deadline, text=" ".join(words.split()))
    elif field.role == "product":
        draft.products = products_of(words)
        draft.cells["products"] = field.span
    elif field.role == "note":
        draft.note = note_of(words)
        draft.cells["note"] = field.span
    elif field.role is None:
        kept = note_of(words)
        if kept:
            draft.columns[field.label] = kept
