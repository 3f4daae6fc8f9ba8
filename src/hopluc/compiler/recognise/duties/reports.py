"""Reports: what is sent to whom and when, an entry for each step of a chain and each kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hopluc.compiler.format import Part, Party, Reporting, ReportKind, Span
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.duties.chains import Step, sends, steps_of
from hopluc.compiler.recognise.duties.days import days_of_steps, piece_of, regular_alone
from hopluc.compiler.recognise.duties.estimates import estimates_made, on_whose_basis
from hopluc.compiler.recognise.duties.kinds import OF_THE_PLAN, TOPICS, kinds_of
from hopluc.compiler.recognise.duties.sentences import Sentence, subject_of
from hopluc.compiler.recognise.parties import parties_at
from hopluc.viet.patterns import regex


def reports_of(
    text: str, sentence: Sentence, glossary: Mapping[str, str], year: int | None, *, tabled: bool
) -> Iterator[Reporting]:
    """The reports of one sentence: each clause with its kinds, each kind with its steps.

    `tabled`: the plan assigns its tasks in a table. Where it does not, an agency's own paragraphs are
    tasks, and only what speaks of the plan itself is a report.
    """
    proposed = _proposed(text, sentence, glossary)
    if proposed:
        yield proposed
        return
    basis, sentence = on_whose_basis(text, sentence, glossary)
    if basis:
        yearly = (Part("recurring", rrule="FREQ=YEARLY"),) if _YEARLY.match(sentence.s) else ()
        yield _entry(text, sentence, "budget", basis, sentence.subject, yearly)
    makers, made = ((), ()) if basis else estimates_made(text, sentence, glossary, year)
    if makers:
        yield _entry(text, sentence, "budget", makers, sentence.subject, made)
    every_year = bool(_YEARLY.search(sentence.s))
    speaking = sentence
    kinds: list[ReportKind] = []
    receivers: tuple[Party, ...] = ()
    for (a, b), steps in _clauses(text, sentence, glossary):
        if not basis:
            who = _speaker(text, sentence, (a, b), steps, glossary)
            speaking = replace(sentence, subject=who) if who else speaking
        own: list[ReportKind] = ["budget"] if basis else kinds_of(sentence.s[a:b])
        # "…; Sở Tài chính thẩm định, trình UBND tỉnh": what the receiver sends on is what was received.
        handed_on = not own and any(_same_body(p, q) for p in speaking.subject for q in receivers)
        kinds, receivers = own or (kinds if handed_on else []), steps[-1].to
        own_work = (
            (sentence.owned or not sentence.subject) and not tabled and not OF_THE_PLAN.search(sentence.s)
        )
        days = days_of_steps(text, sentence, (a, b), steps, year)
        if makers and days[0] == made:
            days[0], handed_on = (), True
        for kind in kinds:
            if not (own_work and kind in ("problem", "amendment")):
                dated = days if kind in ("report", "budget") or len(kinds) == 1 else regular_alone(days)
                yield from _chain(
                    text, speaking, kind, _sent(steps, kind), dated, every_year, handed_on=handed_on
                )


# "Việc điều chỉnh Kế hoạch do Ban Thường vụ quyết định trên cơ sở đề nghị của các phòng."
_DECIDED_BY = regex(
    r"việc\s+(?:sửa\s*đổi|bổ\s*sung|điều\s*chỉnh)[^;.]{0,60}?\sdo\s+(?P<by>\S[^;.]{2,80}?)\s+(?:xem\s*xét|quyết\s*định)"
    r"[^;.]{0,40}?(?:trên\s+cơ\s+sở|theo)\s+(?:đề\s*xuất|đề\s*nghị|kiến\s*nghị)\s+của\s+(?P<of>\S)",
    re.I,
)


def _proposed(text: str, sentence: Sentence, glossary: Mapping[str, str]) -> Reporting | None:
    """The proposals on which changes of the plan are decided; None for another sentence."""
    m = _DECIDED_BY.match(sentence.s)
    if m is None:
        return None
    to, _ = parties_at(text, sentence.start + m.start("by"), sentence.start + m.end("by"), glossary)
    who, _ = parties_at(text, sentence.start + m.start("of"), sentence.end, glossary)
    return _entry(text, sentence, "amendment", who, to, ()) if to and who else None


def _same_body(one: Party, other: Party) -> bool:
    return one.name.lower() == other.name.lower()


def _speaker(
    text: str, sentence: Sentence, clause: Span, steps: Sequence[Step], glossary: Mapping[str, str]
) -> tuple[Party, ...]:
    """Who speaks in a clause where it names its own subject, nearest to the sending; () where it does not."""
    a, b = clause
    piece = piece_of(sentence.s, a, steps[0].start)
    for begin in dict.fromkeys((piece, a)):
        if begin > 0:
            who = _opening_of(text, sentence, begin, b, glossary)
            sending = sentence.start + max(begin, steps[0].start)
            if who and who[0].span and who[0].span[0] <= sending:
                return who
    return ()


def _opening_of(
    text: str, sentence: Sentence, begin: int, b: int, glossary: Mapping[str, str]
) -> tuple[Party, ...]:
    """The subject of a later part of a sentence; () where it has none, and for the first part."""
    if begin == 0:
        return ()
    piece = sentence.s[begin:b]
    place = begin + len(piece) - len(piece.lstrip(" ;"))
    return subject_of(text, sentence.start + place, sentence.start + b, glossary)


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
    days: Sequence[tuple[Part, ...]],
    every_year: bool,
    *,
    handed_on: bool = False,
) -> Iterator[Reporting]:
    """An entry for each step, from the receiver of the step before.

    `handed_on`: the clause goes on with what the clause before sent, whose "hằng năm" covers it.
    """
    sender = before = sentence.subject
    given: tuple[Part, ...] = ()
    first = -1 if handed_on else next((number for number, due in enumerate(days) if due), 0)
    advised: tuple[Part, ...] = ()
    for number, step in enumerate(steps):
        if step.beside:
            sender = before
        if kind == "report" and _only_advised(sentence.s, steps, number):
            advised, before, sender = days[number], sender, step.onward
            continue
        if days[number] or advised:
            given, advised = days[number] or advised, ()
        elif not (step.beside and not any(p.kind == "by" for p in given)):
            given = _later_due(given, every_year and number > first, kind)
        for part in _stages(given):
            yield _entry(text, sentence, kind, sender, step.to, part)
        before, sender = sender, step.onward


_AT_ONCE = regex(r"\s*,?\s*(?:để\s*)?")


def _only_advised(s: str, steps: Sequence[Step], number: int) -> bool:
    """ "Tham mưu UBND tỉnh báo cáo Bộ X": the advised body reports, nothing is sent to itself."""
    if not steps[number].advice or number + 1 == len(steps):
        return False
    return bool(_AT_ONCE.fullmatch(s, steps[number].end, steps[number + 1].start))


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
    """Days are those of their own step; "hằng năm" by itself covers every step of its sentence."""
    plain = tuple(p for p in due if p.rrule and "BY" not in p.rrule)
    if plain or kind == "problem":
        return plain
    return (Part("recurring", rrule="FREQ=YEARLY"),) if every_year else ()


_YEARLY = regex(r"(?:h[àằ]ng|mỗi)\s*năm", re.I)


_OPENS_REPORT = regex(r"\s*(?:[^;:]{0,40}:\s*)?(?:và\s+)?(?:định\s*kỳ\s*)?(?:gửi\s*)?báo\s*cáo", re.I)


def _clauses(text: str, sentence: Sentence, glossary: Mapping[str, str]) -> Iterator[tuple[Span, list[Step]]]:
    """Parts of a sentence between semicolons that send something, each with its steps.

    One that sends nothing stays with the next; one that only tells of a report's day ("báo cáo
    quý trước ngày …") goes with its neighbour, or to the body that the neighbour names.
    """
    s = sentence.s
    pieces: list[tuple[Span, list[Step]]] = []
    at = searched = 0
    for stop in [*(m.start() for m in re.finditer(";", s)), len(s)]:
        begin, searched = searched, stop
        if stop < len(s) and not sends(s, begin, stop):
            continue
        own = _opening_of(text, sentence, piece_of(s, at, stop), stop, glossary)
        speaking = replace(sentence, subject=own or sentence.subject)
        pieces.append(((at, stop), steps_of(text, speaking, at, stop, glossary)))
        at = stop + 1
    begun: int | None = None
    ready: list[tuple[Span, list[Step]]] = []
    for (a, b), steps in pieces:
        if steps:
            ready.append(((a if begun is None else begun, b), steps))
            begun = None
        elif _OPENS_REPORT.match(s, a, b):
            if ready and not kinds_of(s[ready[-1][0][0] : ready[-1][0][1]]):
                # What was sent before was no report (a plan, a list of names); it goes to the same body.
                ready.append(((a, b), [replace(ready[-1][1][0], start=a, end=a, beside=False, advice=False)]))
            elif ready:
                ready[-1] = ((ready[-1][0][0], b), ready[-1][1])
            else:
                begun = a if begun is None else begun
        elif ready and _TELLS_TOO.match(s, a, b):
            ready.append(((a, b), [replace(ready[-1][1][0], start=a, end=a, beside=False, advice=False)]))
    yield from ready


# "…; kịp thời phản ánh những khó khăn": to whom the clause before reports.
_TELLS_TOO = regex(
    r"\s*(?:và\s+)?(?:đồng\s+thời\s+)?(?:kịp\s*thời\s+)?(?:phản\s*ánh|báo\s*cáo|đề\s*xuất|kiến\s*nghị|nêu)"
    r"[^;]{0,40}(?:khó\s*khăn|vướng\s*mắc|phát\s*sinh)",
    re.I,
)
# "Thời gian gửi báo cáo: …", "Báo cáo quý gửi trước ngày …": days of the report that was spoken of.
_TELLS_WHEN = regex(
    r"thời\s*(?:gian|hạn|điểm)[^:;.]{0,40}báo\s*cáo"
    r"|(?:đối\s*với\s*)?báo\s*cáo\s*(?:định\s*kỳ\s*)?(?:h[àằ]ng\s*)?(?:tháng|quý|(?:0?6|sáu)\s*tháng|năm)(?!\w)",
    re.I,
)


def told_when(
    text: str, sentence: Sentence, report: Reporting, year: int | None, *, more: bool = False
) -> Reporting:
    """The report of the sentence before, with the days that this sentence tells of it.

    `more`: its days were told by sentences like this one, to which this one adds.
    """
    if report.kind != "report" or not _TELLS_WHEN.match(sentence.s):
        return report
    if _dated(report) and not more:
        return report
    days = due_parts(text, sentence.start, sentence.end, year)
    if not days:
        return report
    return replace(report, due=tuple(dict.fromkeys((*report.due, *days))) if more else days)


def once_each(reports: Iterable[Reporting]) -> tuple[Reporting, ...]:
    """Reports said once: a step of a chain gives way to the sentence that says its day."""
    found = list(reports)
    dated = {_said(r) for r in found if _dated(r)}
    return tuple(dict.fromkeys(r for r in found if _dated(r) or _said(r) not in dated))


def _said(r: Reporting) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return r.kind, tuple(p.name.lower() for p in r.from_), tuple(p.name.lower() for p in r.to)


def _dated(r: Reporting) -> bool:
    return any(p.date or p.start or p.kind == "after" or (p.rrule and "BY" in p.rrule) for p in r.due)
