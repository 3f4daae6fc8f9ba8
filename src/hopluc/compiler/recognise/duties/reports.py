"""Reports: what is sent to whom and when, an entry for each step of a chain and each kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hopluc.compiler.format import Part, Party, Reporting, ReportKind, Span
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.duties.chains import Step, sends, steps_of
from hopluc.compiler.recognise.duties.kinds import OF_THE_PLAN, TOPICS, kinds_of
from hopluc.compiler.recognise.duties.sentences import Sentence, subject_of
from hopluc.compiler.recognise.parties import leading_party, parties_at


def reports_of(
    text: str, sentence: Sentence, glossary: Mapping[str, str], year: int | None, *, tabled: bool
) -> Iterator[Reporting]:
    """The reports of one sentence: each clause with its kinds, each kind with its steps.

    `tabled`: the plan assigns its tasks in a table. Where it does not, an agency's own paragraphs are
    tasks, and only what speaks of the plan itself is a report.
    """
    basis, sentence = _on_whose_basis(text, sentence, glossary)
    if basis:
        yield _entry(text, sentence, "budget", basis, sentence.subject, ())
    every_year = bool(_YEARLY.search(sentence.s))
    for (a, b), steps in _clauses(text, sentence, glossary):
        speaking = (
            sentence
            if a == 0 or basis
            else replace(sentence, subject=_speaker(text, sentence, a, b, glossary))
        )
        kinds: list[ReportKind] = ["budget"] if basis else kinds_of(sentence.s[a:b])
        own_work = (
            (sentence.owned or not sentence.subject) and not tabled and not OF_THE_PLAN.search(sentence.s)
        )
        due = due_parts(text, sentence.start + a, sentence.start + b, year)
        for kind in kinds:
            if not (own_work and kind in ("problem", "amendment")):
                yield from _chain(text, speaking, kind, _sent(steps, kind), due, every_year)


def _speaker(text: str, sentence: Sentence, a: int, b: int, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """Who speaks in a later clause: its own subject, else that of the sentence."""
    begin = a + len(sentence.s[a:b]) - len(sentence.s[a:b].lstrip(" ;"))
    return subject_of(text, sentence.start + begin, sentence.start + b, glossary) or sentence.subject


def _sent(steps: Sequence[Step], kind: ReportKind) -> list[Step]:
    """Steps that send: advice alone ("tham mưu UBND tỉnh …") reports nothing but money and difficulties."""
    if len(steps) == 1 and steps[0].advice and kind not in ("budget", "problem"):
        return []
    return list(steps)


def _chain(
    text: str,
    sentence: Sentence,
    kind: ReportKind,
    steps: Sequence[Step],
    due: Sequence[Part],
    every_year: bool,
) -> Iterator[Reporting]:
    """An entry for each step, from the receiver of the step before."""
    sender = before = sentence.subject
    dated = _dated_step(sentence.s, steps)
    for number, step in enumerate(steps):
        if step.beside:
            sender = before
        first = number == dated or (step.beside and not any(p.kind == "by" for p in due))
        days = (
            tuple(due)
            if first and kind not in ("amendment", "problem")
            else _later_due(due, every_year and number > dated, kind)
        )
        for part in _stages(days):
            yield _entry(text, sentence, kind, sender, step.to, part)
        before, sender = sender, step.onward


# "trình Bộ trưởng báo cáo Thủ tướng": the first only signs what goes to the second.
_AT_ONCE = re.compile(r"\s*,?\s*(?:để\s*)?")
_DAY = re.compile(r"(?:trước|chậm\s*nhất|vào)\s*(?:là\s*)?(?:ngày\s*)?\d", re.I)


def _dated_step(s: str, steps: Sequence[Step]) -> int:
    """Which step the days belong to: the first, but for a signature on the way to the next."""
    if len(steps) < 2 or not _AT_ONCE.fullmatch(s, steps[0].end, steps[1].start):
        return 0
    later = _DAY.search(s, steps[1].end)
    return 1 if later and not _DAY.search(s, 0, steps[0].start) else 0


def _entry(
    text: str,
    sentence: Sentence,
    kind: ReportKind,
    sender: tuple[Party, ...],
    to: tuple[Party, ...],
    due: tuple[Part, ...],
) -> Reporting:
    return Reporting(
        kind=kind,
        from_=sender,
        to=to,
        subject=TOPICS[kind],
        due=due,
        text=re.sub(r"\s+", " ", text[sentence.start : sentence.end]),
        span=(sentence.start, sentence.end),
    )


def _stages(due: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Reviews of several years ("giữa kỳ (năm 2028) và tổng kết (năm 2030)") are a report each."""
    if len(due) > 1 and all(p.kind == "within" and p.start and p.end for p in due):
        return [(p,) for p in due]
    return [due]


def _later_due(due: Sequence[Part], every_year: bool, kind: ReportKind) -> tuple[Part, ...]:
    """Days are those of the first step; "hằng năm" by itself covers every step of its sentence."""
    if kind in ("amendment", "problem"):
        return tuple(p for p in due if p.kind == "recurring")
    plain = tuple(p for p in due if p.rrule and "BYMONTH" not in p.rrule and "BYDAY" not in p.rrule)
    return plain or ((Part("recurring", rrule="FREQ=YEARLY"),) if every_year else ())


_YEARLY = re.compile(r"(?:h[àằ]ng|mỗi)\s*năm", re.I)


_OPENS_REPORT = re.compile(r"\s*(?:[^;:]{0,40}:\s*)?(?:và\s+)?báo\s*cáo", re.I)


def _clauses(text: str, sentence: Sentence, glossary: Mapping[str, str]) -> Iterator[tuple[Span, list[Step]]]:
    """Parts of a sentence between semicolons that send something, each with its steps.

    One that sends nothing stays with the next; one that only tells of a report's day ("báo cáo
    quý trước ngày …") goes with its neighbour.
    """
    s = sentence.s
    pieces: list[tuple[Span, list[Step]]] = []
    at = 0
    for stop in [*(m.start() for m in re.finditer(";", s)), len(s)]:
        if stop < len(s) and not sends(s, at, stop):
            continue
        pieces.append(((at, stop), steps_of(text, sentence, at, stop, glossary)))
        at = stop + 1
    begun: int | None = None
    ready: list[tuple[Span, list[Step]]] = []
    for (a, b), steps in pieces:
        if steps:
            ready.append(((a if begun is None else begun, b), steps))
            begun = None
        elif _OPENS_REPORT.match(s, a, b):
            if ready:
                ready[-1] = ((ready[-1][0][0], b), ready[-1][1])
            else:
                begun = a if begun is None else begun
    yield from ready


_BASIS = re.compile(
    r"trên\s+cơ\s+\w+\s+[^;.]{0,60}?(?:đề\s*xuất|đề\s*nghị|dự\s*toán|nhu\s*cầu)\s+(?:của|từ)\s+(?=[^\W\d_])",
    re.I,
)
_MONEY = re.compile(r"kinh\s*phí|dự\s*toán|ngân\s*sách|nguồn\s*lực\s*tài\s*chính", re.I)


def _on_whose_basis(
    text: str, sentence: Sentence, glossary: Mapping[str, str]
) -> tuple[tuple[Party, ...], Sentence]:
    """Who proposes the money ("Trên cơ sở đề xuất của các đơn vị, Sở Tài chính tổng hợp …"), () for none.

    The sentence comes back with the body that gathers the proposals as its subject.
    """
    m = _BASIS.match(sentence.s)
    if m is None or not _MONEY.search(sentence.s):
        return (), sentence
    who, _ = parties_at(text, sentence.start + m.end(), sentence.end, glossary)
    for gap in re.finditer(r"[,;]\s+", sentence.s[m.end() :]):
        place = sentence.start + m.end() + gap.end()
        gathers = leading_party(text, place, sentence.end, glossary)
        if gathers and gathers.form == "subject" and not gathers.parties[0].collective:
            who = tuple(p for p in who if p.span and p.span[0] < place)
            return who, replace(sentence, subject=gathers.parties)
    return (), sentence


def once_each(reports: Iterable[Reporting]) -> tuple[Reporting, ...]:
    """Reports said once: a step of a chain gives way to the sentence that says its day."""
    found = list(reports)
    dated = {_said(r) for r in found if _dated(r)}
    return tuple(dict.fromkeys(r for r in found if _dated(r) or _said(r) not in dated))


def _said(r: Reporting) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return r.kind, tuple(p.name.lower() for p in r.from_), tuple(p.name.lower() for p in r.to)


def _dated(r: Reporting) -> bool:
    return any(p.date or p.start or (p.rrule and "BY" in p.rrule) for p in r.due)
