"""A unit as clauses: the field that it changes, and its new words read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.amend import content
from hopluc.compiler.amend.flat import flat, low
from hopluc.compiler.amend.format import Clause, FieldName, Figure, How, Place, Words
from hopluc.compiler.amend.heads import Head, aspect_in, field_in, head_of
from hopluc.compiler.amend.places import inside, numbered, numbers_in, place_in
from hopluc.compiler.amend.units import Unit, parts_of
from hopluc.compiler.format import Party, Span, Task
from hopluc.compiler.recognise.indicators.cell import figure_in
from hopluc.compiler.recognise.parties import parties_at
from hopluc.viet.patterns import regex

# What stands behind "vào sau", "sau", "trước": the neighbour of what is added.
_BESIDE = regex(
    r"\b(?:(?:vao|ngay|lien|phia) ){0,2}sau(?= (?:nhiem vu|noi dung|cong viec|so|stt|muc|khoan|diem|tiet"
    r"|gach|dau|dong|phan|nhom)\b)"
)
_UNDER = regex(r"\b(?:nhiem vu|viec|cong viec) con (?:cua|cho|thuoc|vao)\b")
_INTO = regex(r"\b(?:vao|tai|o|trong|thuoc|cua)\b")
_DROPS_FIELD = regex(
    r"(?:bai bo|huy bo|bo)(?: toan bo)? (?:noi dung )?(san pham|ghi chu|nhiem vu cap tren giao"
    r"|co quan phoi hop|thoi (?:gian"
    r"|han)[a-z ]*) (?:cua|tai|doi voi)\b"
)
_GIVES = regex(r"\b(?:do|giao(?: cho)?|phân công|bổ sung|thay bằng|bằng)\s+(?=[^\W\d_])")
_INSTEAD = regex(r"\bthay(?:\s+(?:cho|thế(?:\s+cho)?))?\s+(?=[^\W\d_])")
_HELPS = regex(r"\s*(?:cùng |tham gia )?phối hợp\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading needs of the document: its flow, what it abbreviates, the tasks of its tables."""

    text: str
    glossary: Mapping[str, str]
    rows: Sequence[Task]  # of assignment tables, spans in the flow


def clauses_of(unit: Unit, of: Reading) -> Iterator[Clause]:
    """The clauses of a unit: one, or one for each part between semicolons."""
    several = numbers_in(of.text[unit.sentence[0] : unit.sentence[0] + unit.head.named[1]])
    if len(several) > 1 and unit.head.verb in ("drop", "replace", "move"):
        for number in several:
            yield from _one(replace(unit, place=numbered(unit.place, number)), of)
    else:
        yield from _one(unit, of)


def _one(unit: Unit, of: Reading) -> Iterator[Clause]:
    parts = list(parts_of(of.text, unit.sentence))
    whole = unit.head.opens or unit.head.verb in ("words", "annex", "move") or len(parts) < 2
    if whole or not _each_changes(unit, parts, of):
        yield from _clauses(unit, unit.head, unit.sentence, of)
        return
    place = unit.place
    for n, part in enumerate(parts):
        words = of.text[part[0] : part[1]]
        head = unit.head if n == 0 else head_of(words.strip()) or None
        if n == 0:
            head = head_of(words) or unit.head
            yield from _clauses(unit, head, part, of)
            continue
        named = place_in(words)
        own = replace(unit, place=inside(place, named) if named.steps or named.words else place)
        lead = len(words) - len(words.lstrip())
        at = (part[0] + lead, part[1])
        yield from _clauses(own, head or _goes_on(of.text[at[0] : at[1]], unit.head), at, of)


def _each_changes(unit: Unit, parts: Sequence[Span], of: Reading) -> bool:
    """Whether every part changes a field of its own; else the semicolons belong to the words."""
    return all(field_in(of.text[a:b]) for a, b in parts)


def _goes_on(words: str, before: Head) -> Head:
    """A part without a verb of its own: "…; thời gian hoàn thành từ A sang B"."""
    verbed = head_of(f"sửa {words}")
    if verbed is None:
        return replace(before, field=field_in(words), old=None, new=None)

    def back(span: Span | None) -> Span | None:
        return (span[0] - 4, span[1] - 4) if span else None

    named = (0, max(verbed.named[1] - 4, 0))
    return replace(verbed, old=back(verbed.old), new=back(verbed.new), named=named)


def _clauses(unit: Unit, head: Head, at: Span, of: Reading) -> Iterator[Clause]:
    end = unit.content[1] if unit.content else at[1]
    made = Clause(
        number=unit.number,
        verb=head.verb,
        place=unit.place,
        field=head.field,
        old=_words(of.text, at, head.old),
        new=_words(of.text, at, head.new) or _content(unit, of),
        text=" ".join(of.text[at[0] : end].split()),
        span=(at[0], end),
    )
    yield from _READ[head.verb](made, of, at)


def _words(text: str, at: Span, span: Span | None) -> Words | None:
    if span is None:
        return None
    start, end = at[0] + span[0], at[0] + span[1]
    return Words(" ".join(text[start:end].split()), (start, end))


def _content(unit: Unit, of: Reading) -> Words | None:
    if unit.content is None:
        return None
    start, end = content.bare(of.text, unit.content)
    return Words(of.text[start:end], (start, end))


# --- by verb --------------------------------------------------------------------------------------


def _drop(made: Clause, of: Reading, at: Span) -> Iterator[Clause]:
    only = _DROPS_FIELD.match(flat(of.text[at[0] : at[1]]))
    if only:
        yield replace(made, verb="replace", field=field_in(only[1]), new=Words(""))
        return
    yield replace(made, field=None, new=None)


def _as_it_is(made: Clause, _of: Reading, _at: Span) -> Iterator[Clause]:
    yield replace(made, field=None)


def _move(made: Clause, of: Reading, at: Span) -> Iterator[Clause]:
    words = of.text[at[0] : at[1]]
    m = re.search(r"\b(?:sang|vao|ve|den)(?: thuoc)? (?=nhom|muc|phan)", flat(words))
    cut = m.start() if m else len(words)
    yield replace(
        made, field=None, place=inside(made.place, place_in(words[:cut])), after=place_in(words[cut:])
    )


def _add(made: Clause, of: Reading, at: Span) -> Iterator[Clause]:
    words = of.text[at[0] : at[1]]
    body = re.search(r"\b(?:bổ sung|thêm|giao thêm|giao bổ sung)\s+(?:cho\s+)?", low(words))
    named, _ = parties_at(of.text, at[0] + body.end(), at[1], of.glossary) if body else ((), 0)
    if named and made.field in ("leads", "coordinators"):
        yield replace(made, verb="replace", how="add", parties=named)
        return
    if made.field in ("products", "note", "deadline", "coordinators", "leads") and made.new:
        yield from _replace(
            replace(made, verb="replace", how="add" if made.field != "deadline" else "set"), of, at
        )
        return
    under = _UNDER.search(flat(words))
    if under:
        parent = inside(made.place, place_in(words[under.end() :]))
        yield replace(made, field=None, how="under", place=parent, tasks=_tasks(made, of))
        return
    before = made.place
    beside = _BESIDE.search(flat(words))
    into = None if beside else _INTO.search(flat(words))
    if beside:
        made = replace(
            made,
            after=inside(before, place_in(words[beside.end() :])),
            place=place_in(words[: beside.start()]),
        )
    elif into:
        made = replace(made, after=None, place=inside(before, place_in(words[into.end() :])))
    if before.thing == "target" or (made.place.thing == "target"):
        found = content.targets_in(of.text, made.new.span) if made.new and made.new.span else ()
        yield replace(made, field="target", place=Place("target"), indicators=found)
        return
    yield replace(made, field=None, place=replace(made.place, thing="task"), tasks=_tasks(made, of))


def _tasks(made: Clause, of: Reading) -> tuple[Task, ...]:
    """The tasks in a clause's content: rows of its table, else what its words say."""
    if made.span:
        rows = [t for t in of.rows if t.span and made.span[0] <= t.span[0] and t.span[1] <= made.span[1]]
        if rows:
            return tuple(replace(row, id="") for row in rows)
    if made.new is None or made.new.span is None:
        return ()
    found = content.tasks_in(of.text, made.new.span)
    return found or (
        Task("", None, None, None, content.words_in(of.text, made.new.span), span=made.new.span),
    )


def _replace(made: Clause, of: Reading, at: Span) -> Iterator[Clause]:
    field = "target" if made.place.thing == "target" else made.field
    reader = FIELDS.get(field) if field else None
    if field == "target":
        made = replace(made, aspect=aspect_in(of.text[at[0] : _begins(made, at)]))
    read = reader(made, of, at) if reader else _whole(made, of, at)
    yield read
    if read.field == "leads" and made.new is None:
        yield from _helpers(read, of, at)


def _helpers(read: Clause, of: Reading, at: Span) -> Iterator[Clause]:
    """ "…, Sở B phối hợp": who helps, named in the sentence that says who leads."""
    for m in re.finditer(r"[,;]\s*", of.text[slice(*at)]):
        parties, end = parties_at(of.text, at[0] + m.end(), at[1], of.glossary)
        if parties and _HELPS.match(low(of.text[end : at[1]])):
            yield replace(read, field="coordinators", how="add", parties=parties, gone=())
            return


def _begins(made: Clause, at: Span) -> int:
    """Where the words put in begin, or the sentence ends."""
    return made.new.span[0] if made.new and made.new.span else at[1]


_READ = {
    "drop": _drop,
    "words": _as_it_is,
    "annex": _as_it_is,
    "move": _move,
    "add": _add,
    "replace": _replace,
}

# --- by field -------------------------------------------------------------------------------------


def _span(words: Words | None) -> Span | None:
    return words.span if words else None


def _deadline(made: Clause, of: Reading, _at: Span) -> Clause:
    span = _span(made.new)
    return replace(made, deadline=content.deadline_in(of.text, span) if span else None)


def _parties(made: Clause, of: Reading, at: Span) -> Clause:
    """Who leads or helps: the new words, or whom the sentence names beside "giao … thay …"."""
    new, old = _span(made.new), _span(made.old)
    if new:
        found = content.parties_in(of.text, new, of.glossary)
        gone = content.parties_in(of.text, old, of.glossary) if old else ()
        return replace(made, parties=found, gone=gone, how="swap" if gone else made.how)
    sentence = low(of.text[at[0] : at[1]])
    given = _first(_GIVES.finditer(sentence), at, of) or _first(re.finditer(r"^", sentence), at, of)
    instead = _first(_INSTEAD.finditer(sentence), at, of)
    helps = bool(given and _HELPS.match(sentence, given[1] - at[0]))
    leads = "chủ trì" in sentence
    field: FieldName = "coordinators" if helps or (made.field == "coordinators" and not leads) else "leads"
    how: How = "swap" if instead else ("add" if field == "coordinators" else "set")
    parties = given[0] if given else ()
    return replace(made, field=field, parties=parties, gone=instead[0] if instead else (), how=how)


def _first(found: Iterator[re.Match[str]], at: Span, of: Reading) -> tuple[tuple[Party, ...], int] | None:
    for m in found:
        parties, end = parties_at(of.text, at[0] + m.end(), at[1], of.glossary)
        if parties:
            return parties, end
    return None


def _products(made: Clause, of: Reading, _at: Span) -> Clause:
    span = _span(made.new)
    return replace(made, products=content.products_in(of.text, span) if span else ())


def _text(made: Clause, of: Reading, _at: Span) -> Clause:
    span = _span(made.new)
    if span is None:
        return made
    return replace(made, new=Words(content.words_in(of.text, span), span))


def _target(made: Clause, of: Reading, _at: Span) -> Clause:
    """A figure by itself, or the target written anew."""
    if made.new is None or made.new.span is None:
        return replace(made, field="target")
    figure = figure_in(made.new.text) if made.aspect == "figure" else None
    if made.aspect not in (None, "figure"):
        return replace(made, field="target")
    if figure:
        return replace(made, field="target", figure=Figure(figure.target, figure.unit))
    return replace(made, field="target", indicators=content.targets_in(of.text, made.new.span))


def _whole(made: Clause, of: Reading, _at: Span) -> Clause:
    """The whole thing reads anew."""
    if made.new is None:
        return replace(made, field=None)
    if made.place.thing is None or made.place.thing in ("group", "annex"):
        return replace(made, field=None, tasks=_tasks(made, of))
    return replace(made, field=None, tasks=_tasks(made, of))


FIELDS = {
    "deadline": _deadline,
    "leads": _parties,
    "coordinators": _parties,
    "products": _products,
    "note": _text,
    "text": _text,
    "mandate": _text,
    "target": _target,
}
