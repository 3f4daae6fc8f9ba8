"""A report as it went out against the one that would be made now: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.reporting.content import FigureResult, PlannedTask, Report, ReportPart, Voice
from hopluc.reporting.wording import reached_words, value_words

NOTHING = "–"
# Fields that change for reasons of their own.
TARGET, LEADS = "Mục tiêu", "Cơ quan chủ trì"
# The narratives of the standard report, by the field of Report that holds them.
_TEXTS = {
    "overviews": "Đánh giá chung",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Đề xuất, kiến nghị",
    "next_period": "Nhiệm vụ kỳ tới",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What stands otherwise now. about: "task" or "figure" with `id` where one is meant, "sending" or "text"
    else. what: its words. body: whose part; empty for the whole. why: who did what when, oldest first."""

    about: str
    id: int
    what: str
    field: str
    then: str
    now: str
    body: str = ""
    why: tuple[str, ...] = ()


def compared(then: Report, now: Report) -> list[Change]:
    """All differences of plans, figures, sending and texts, of the reports told inside too; `why` is left to
    who knows."""
    return [
        *_of_plan(then, now),
        *(one for pair in paired(then.plans, now.plans) for one in _of_plan(*pair)),
        *_sending(then, now),
        *_texts(then, now),
        *(one for pair in paired(then.inside, now.inside) for one in compared(*pair)),
    ]


def paired(then: Sequence[ReportPart], now: Sequence[ReportPart]) -> list[tuple[Report, Report]]:
    """The reports told inside both, by their keys."""
    after = {one.key: one.report for one in now}
    return [(one.report, after[one.key]) for one in then if one.key in after]


def _of_plan(then: Report, now: Report) -> Iterator[Change]:
    yield from _tasks(then, now)
    yield from _figures(then.figures, now.figures)


def _differing(about: str, key: int, what: str, pairs: Iterable[tuple[str, str, str]]) -> Iterator[Change]:
    """A change for each field whose words differ."""
    for name, before, after in pairs:
        if before != after:
            yield Change(about, key, what, name, before or NOTHING, after or NOTHING)


def _tasks(then: Report, now: Report) -> Iterator[Change]:
    before, after = ({task.id: task for task in one.asked.tasks} for one in (then, now))
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        what = _named(old or new)
        if old is None or new is None:
            told = ("Nhiệm vụ", "có trong kế hoạch" if old else "", "có trong kế hoạch" if new else "")
            yield from _differing("task", key, what, [told])
        else:
            yield from _differing("task", key, what, _of_task(old, new))


def _named(task: PlannedTask | None) -> str:
    return f"{task.number}. {task.text}" if task and task.number else task.text if task else ""


def _of_task(old: PlannedTask, new: PlannedTask) -> list[tuple[str, str, str]]:
    leads = ["; ".join(name for _, name in one.leads) for one in (old, new)]
    return [
        ("Nội dung", old.text, new.text),
        ("Thời hạn", old.deadline, new.deadline),
        (LEADS, leads[0], leads[1]),
    ]


def _figures(then: Sequence[FigureResult], now: Sequence[FigureResult]) -> Iterator[Change]:
    before, after = ({(one.id or one.name): one for one in figures} for figures in (then, now))
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        known = old or new
        assert known
        pairs = [
            (TARGET, old.target if old else "", new.target if new else ""),
            ("Thực hiện", value_words(old) if old else "", value_words(new) if new else ""),
            ("Đánh giá", reached_words(old) if old else "", reached_words(new) if new else ""),
        ]
        yield from _differing("figure", known.id, known.name, pairs)


def _sending(then: Report, now: Report) -> Iterator[Change]:
    pairs = [
        ("Số cơ quan đã gửi", f"{then.handed_in}/{then.addressed}", f"{now.handed_in}/{now.addressed}"),
        ("Gửi sau thời hạn", "; ".join(then.late), "; ".join(now.late)),
        ("Đang sửa lại", "; ".join(then.mending), "; ".join(now.mending)),
        ("Chưa gửi", "; ".join(then.missing), "; ".join(now.missing)),
    ]
    yield from _differing("sending", 0, "Tình hình gửi báo cáo", pairs)


def _texts(then: Report, now: Report) -> Iterator[Change]:
    for name, title in _TEXTS.items():
        before, after = _by_body(getattr(then, name)), _by_body(getattr(now, name))
        for body in dict.fromkeys([*before, *after]):
            for one in _differing("text", 0, title, [(body, before.get(body, ""), after.get(body, ""))]):
                yield Change(one.about, one.id, one.what, "Lời báo cáo", one.then, one.now, body)


def _by_body(voices: Sequence[Voice]) -> Mapping[str, str]:
    return {body: voice.text for voice in voices for body in voice.bodies}
