"""What stands behind a passage: each body with its own words, and the way to its submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.reporting.content import Voice
from hopluc.reporting.editing.folding import unfolded
from hopluc.reporting.editing.passages import Passage
from hopluc.reporting.models import ConsolidatedReport, Submission
from hopluc.reporting.routes.parts import round_of


@dataclass(frozen=True, slots=True)
class Said:
    """One wording with the bodies that wrote it: (name, id of its submission or None)."""

    text: str
    bodies: tuple[tuple[str, int | None], ...]


def submissions_of(report: ConsolidatedReport, key: str = "") -> dict[int, int]:
    """The submissions of the report's round by body; for a key of another round told inside, of that."""
    inner = round_of(key)
    rows = Submission.objects.filter(round=report.round_id)
    if inner is not None:
        rows = Submission.objects.filter(round=inner, round__told_in__outer=report.round_id)
    return dict(rows.values_list("body_id", "pk"))


def sources_of(passage: Passage, submissions: dict[int, int]) -> list[Said]:
    """All wordings behind a passage, those that are folded too."""
    return [
        Said(voice.text, tuple(_bodies(voice, submissions)))
        for one in passage.voices
        for voice in (unfolded(one) if one.near else (one,))
    ]


def _bodies(voice: Voice, submissions: dict[int, int]) -> Iterator[tuple[str, int | None]]:
    ids = voice.ids or (0,) * len(voice.bodies)
    return ((name, submissions.get(pk)) for name, pk in zip(voice.bodies, ids, strict=True))
