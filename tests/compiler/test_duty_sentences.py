"""Sentences of parts on organising, each with the reports and duties that it says (duty_sentences.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from hopluc.compiler.format import Part, Party
from hopluc.compiler.recognise.duties import find_duties

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "duty_sentences.toml").read_text("utf-8")
)["sentence"]


@pytest.mark.parametrize("said", SENTENCES, ids=range(1, len(SENTENCES) + 1))
def test_a_sentence_gives_its_reports_and_duties(said: dict[str, Any]) -> None:
    text = said["text"]
    owner = (Party(said["owner"], said["owner"], False),) if "owner" in said else ()
    reports, duties = find_duties(text, [(0, len(text))], {}, None, [owner], 2026, assigned=True)
    sent = [f"{r.kind}: {_names(r.from_)} → {_names(r.to)}{_when(r.due)}" for r in reports]
    assert _closed(sent, said["reports"]) == sorted(said["reports"])
    if "duties" in said:
        assert sorted(f"{d.kind}: {_names(d.of)}{_when(d.due)}" for d in duties) == sorted(said["duties"])


def _names(parties: tuple[Party, ...]) -> str:
    return " | ".join(p.text for p in parties)


def _when(due: tuple[Part, ...]) -> str:
    return "".join(f" @ {_part(p)}" for p in due)


def _part(part: Part) -> str:
    if part.rrule:
        return part.rrule.removeprefix("FREQ=")
    if part.kind == "within":
        return f"{part.start}..{part.end}"
    return str(part.date or part.kind)


def _closed(sent: list[str], wanted: list[str]) -> list[str]:
    """What was found in order, its time left open where the reading leaves it open."""
    untimed = {w.removesuffix(" @?") for w in wanted if w.endswith(" @?")}
    return sorted(f"{s.split(' @ ')[0]} @?" if s.split(" @ ")[0] in untimed else s for s in sent)
