"""What a consolidated report says of its tasks, its indicators, and in its bodies' own words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hopluc.office.official import Cell, Column, Heading, Table
from hopluc.reporting.annexes import ANNEX
from hopluc.reporting.consolidation import SAID_AT_MOST
from hopluc.reporting.content import FigureResult, Report, TaskResult, Voice
from hopluc.reporting.editing.passages import Item, Passage, spoken, voice_key
from hopluc.reporting.wording import count, ended, reached_words, source_words, standing, value_words

NOTHING_SAID = {
    "difficulties": "Các cơ quan không nêu khó khăn, vướng mắc.",
    "proposals": "Các cơ quan không có đề xuất, kiến nghị.",
    "next_period": "Các cơ quan tiếp tục thực hiện nhiệm vụ theo kế hoạch.",
}


# --- II. work ---------------------------------------------------------------------------------------


def work(report: Report) -> Iterator[Item]:
    """Each task under its group, with how it stands and what its bodies say."""
    for place, group in enumerate(report.groups, 1):
        yield Heading(f"{place}. {group.title or 'Nhiệm vụ khác'}", 2)
        for task in group.tasks:
            if task.leads or task.results:
                yield from _task(task)
    if not report.groups:
        yield Passage("no-tasks", "no-tasks", "Kế hoạch không giao nhiệm vụ cụ thể trong kỳ", tail=".")


def _task(task: TaskResult) -> Iterator[Item]:
    """A task: its words and status, then what its leads said, in full where they are few."""
    number = f"{task.number}. " if task.number else ""
    place, told = f"task:{task.id or task.code}", standing(task)
    yield Passage(
        f"{place}:task",
        place,
        ended(task.text),
        lead=f"- {number}",
        tail=f": {told}.",
        italic=True,
        pinned=True,
        figures=((told, place),),
    )
    said = _voices_of(task)
    if len(said) <= SAID_AT_MOST:
        yield from (_voice(voice, place, "+") for voice in said)
    else:
        bodies = count(sum(bool(one.narrative) for one in task.results))
        words = f"{bodies} cơ quan báo cáo kết quả, chi tiết tại {ANNEX}"
        yield Passage(f"{place}:all", place, words, "+ ", ".", figures=((bodies, place),), voices=said)


def _voices_of(task: TaskResult) -> tuple[Voice, ...]:
    """The words of its bodies; one by one where they are too many to have been folded."""
    return task.voices or tuple(
        Voice((one.body,), one.narrative, (one.body_id,)) for one in task.results if one.narrative
    )


# --- III. figures -------------------------------------------------------------------------------------


def targets(report: Report) -> Iterator[Item]:
    """The indicators in a sentence and a table."""
    return _figures(report.figures)


def _figures(figures: Sequence[FigureResult]) -> Iterator[Item]:
    if not figures:
        yield Passage("no-figures", "no-figures", "Kế hoạch không giao chỉ tiêu định lượng", tail=".")
        return
    yield _attainment(figures)
    columns = (
        Column("TT", 10, "center"),
        Column("Chỉ tiêu", 38),
        Column("Đơn vị", 25, "center"),
        Column("Kế hoạch", 18, "right"),
        Column("Thực hiện", 18, "right"),
        Column("Đánh giá", 18, "center"),
        Column("Nguồn số liệu", 38),
    )
    rows = [
        (
            str(n),
            one.name,
            one.unit,
            one.target,
            Cell(value_words(one), opens=f"figure:{one.id}"),
            Cell(reached_words(one), opens=f"figure:{one.id}"),
            source_words(one),
        )
        for n, one in enumerate(figures, 1)
    ]
    yield Table(columns, rows)
    yield Passage("after:figures", "after:figures")


def _attainment(figures: Sequence[FigureResult]) -> Passage:
    """How many targets are met, missed, or cannot be judged yet, in one sentence."""
    counts = Counter(one.reached for one in figures)
    words = (
        (True, "đạt hoặc vượt", "met"),
        (False, "chưa đạt", "missed"),
        (None, "chưa đủ căn cứ đánh giá", "open"),
    )
    parts = [(count(counts[key]), text, opens) for key, text, opens in words if counts[key]]
    told = "; ".join(f"{number} chỉ tiêu {text}" for number, text, _ in parts)
    shown = (
        (count(len(figures)), "figures:all"),
        *((number, f"figures:{opens}") for number, _, opens in parts),
    )
    return Passage(
        "attainment",
        "figures",
        f"Kế hoạch giao {count(len(figures))} chỉ tiêu: {told}",
        tail=".",
        figures=shown,
    )


# --- IV–VI. texts -------------------------------------------------------------------------------------


def said(voices: Sequence[Voice], place: str) -> Iterator[Passage]:
    """What bodies wrote under a heading, or that they wrote nothing."""
    if not voices:
        nothing = NOTHING_SAID.get(place, "Các cơ quan không nêu nội dung này.")
        yield Passage(f"{place}:none", place, ended(nothing), tail=".")
    yield from (_voice(voice, place, "-") for voice in voices)


def _voice(voice: Voice, place: str, mark: str) -> Passage:
    return Passage(
        voice_key(place, voice.text),
        place,
        voice.text,
        lead=f"{mark} {spoken(voice.bodies)}: ",
        tail=".",
        voices=(voice,),
    )
