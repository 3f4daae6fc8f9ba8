"""Edits taken over into the next edition of a report. Pure.

An edit finds its passage by its key; a voice whose words left or joined a fold by the words that the edit
was laid on; else by the bodies that spoke, and is then shown as one whose sources changed. One that finds
nothing keeps its key, and stands where it stood until somebody settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hopluc.reporting.editing.folding import unfolded
from hopluc.reporting.editing.passages import NOTE, OWN, Edit, Edits, Item, Laid, Passage, lay
from hopluc.reporting.rules import digest


def carried(edits: Edits, items: Sequence[Item]) -> Edits:
    """The edits of the edition before as they lie on the items of the new one."""
    apart = Edits({key: edit for key, edit in edits.by_key.items() if edit.apart})
    now = [one.passage for one in lay(items, apart) if isinstance(one, Laid) and not one.gone and not one.own]
    by_key = {one.key: one for one in now}
    moved: dict[str, str] = {}
    found: dict[str, Edit] = {}
    for edit in edits.by_key.values():
        there = _there(edit, by_key, now, set(found) | set(edits.by_key))
        if there is None and not edit.counts:
            continue
        taken = _onto(edit, there) if there else edit
        moved[edit.key] = taken.key
        found[taken.key] = replace(taken, revision=1)
    orders = {place: tuple(moved.get(key, key) for key in keys) for place, keys in edits.orders.items()}
    return Edits(found, orders)


def _there(edit: Edit, by_key: dict[str, Passage], now: Iterable[Passage], taken: set[str]) -> Passage | None:
    """The passage that the edit lies on now."""
    if edit.key.startswith((OWN, NOTE)):
        return None
    if edit.key in by_key:
        return by_key[edit.key]
    free = [one for one in now if one.place == edit.place and one.voices and one.key not in taken]
    same = next((one for one in free if edit.source in _wordings(one)), None)
    if same or not edit.ids:
        return same
    spoke = max(free, key=lambda one: len(set(edit.ids) & set(one.ids)), default=None)
    return spoke if spoke and set(edit.ids) & set(spoke.ids) else None


def _wordings(passage: Passage) -> set[str]:
    """Marks of all wordings that are folded into a passage."""
    return {
        digest(one.text) for voice in passage.voices for one in (unfolded(voice) if voice.near else (voice,))
    }


def _onto(edit: Edit, passage: Passage) -> Edit:
    """The edit under the passage's key; where its own words stand there still, its sources did not change."""
    if edit.key == passage.key:
        return edit
    source = passage.source if edit.source in _wordings(passage) else edit.source
    return replace(edit, key=passage.key, source=source)
