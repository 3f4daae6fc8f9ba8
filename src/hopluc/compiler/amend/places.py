"""Which thing a clause names: by the numbers of its place, by its own number, by its words.

The order of words is free ("điểm b khoản 1 mục II", "mục II, khoản 1, điểm b"): steps are put in order
by their kind (Nghị định 30/2020/NĐ-CP, Phụ lục I: phần, chương, mục, khoản, điểm; Hướng dẫn
36-HD/VPTW for Party documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hopluc.compiler.amend.flat import flat
from hopluc.compiler.amend.format import Place, Step, StepKind, Thing
from hopluc.viet.patterns import regex

_ORDINALS = {
    "nhat": 1, "dau tien": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_NUMBERS = r"\d{1,3}(?:\.\d{1,3}){0,3}"
_ROMAN = r"[ivxl1]{1,6}"
_NOUN = r"(?:nhiem vu|noi dung|cong viec|dong|hang)"

# (kind, pattern over flat words with the value as group 1, what it is). The first that fits at a place wins.
_STEPS: tuple[tuple[StepKind, re.Pattern[str], str], ...] = (
    (
        "annex",
        regex(rf"phu luc(?: so)?(?: ({_ROMAN}|\d{{1,2}})(?![\w/]))?"),
        "an annex, numbered or the only one",
    ),
    ("annex", regex(rf"bieu(?: so)? ({_ROMAN}|\d{{1,2}})(?![\w/])"), "a table issued as an annex"),
    ("part", regex(rf"phan (?:thu )?({_ORDINAL}|{_ROMAN}|\d)(?!\w)"), "the outermost part of a document"),
    (
        "section",
        regex(
            rf"(?<!danh )muc ((?:[ivx]{{1,5}}|[a-h])(?:\.\d{{1,2}})+|[ivxl]{{1,6}}|[a-h]"
            rf"|{_NUMBERS})(?![\w/])"
        ),
        "a section; with its sub-section where it is dotted",
    ),
    (
        "section",
        regex(
            rf"nhom(?: nhiem vu)?(?: so| thu)? ((?:[ivx]{{1,5}}|[a-h])(?:\.\d{{1,2}})+|[ivxl]{{1,6}}|[a-h]"
            rf"|{_NUMBERS})(?![\w/])"
        ),
        "a group",
    ),
    ("item", regex(rf"khoan ({_NUMBERS})(?![\w/])"), "an item below a section"),
    (
        "number",
        regex(
            rf"(?:{_NOUN} |chi tieu )?(?:co )?(?:so thu tu|thu tu|so tt"
            rf"|stt)(?: so)? ((?:[ivx]{{1,5}}\.)?{_NUMBERS})(?![\w/])"
        ),
        "the running number of a row",
    ),
    (
        "number",
        regex(
            rf"(?:{_NOUN}|chi tieu)(?: (?:so"
            rf"|thu))? ((?:[ivx]{{1,5}}\.)?{_NUMBERS})(?![\w/%])(?! (?:hop tac|to hop|lien hiep|ty|trieu))"
        ),
        "the number of a task",
    ),
    ("point", regex(rf"diem ([a-z]\d?|{_NUMBERS})(?![\w/])"), "a lettered point"),
    ("subpoint", regex(rf"(?:tieu )?tiet ([a-z]\d?|{_NUMBERS})(?![\w/])"), "a point below a point"),
    (
        "dash",
        regex(rf"(?:gach|dau) (?:dau dong|gach(?: ngang)?|cong)(?: thu)? ({_ORDINAL}|\d{{1,2}})(?!\w)"),
        "the n-th bullet",
    ),
)
_ORDER: tuple[StepKind, ...] = ("annex", "part", "section", "item", "number", "point", "subpoint", "dash")
_RANKS: dict[StepKind, int] = {kind: rank for rank, kind in enumerate(_ORDER)}
# A quoted name behind the noun: nhiệm vụ “…”, chỉ tiêu số 2 “…”.
_QUOTED = regex(
    r"(nhiem vu|noi dung|cong viec|chi tieu|muc tieu|nhom)(?:[^“”\"]{0,40}?)[“\"]([^“”\"]{3,600})[”\"]"
)
_TARGET = regex(r"(?<!cac )(?<!san pham )chi tieu(?! dat)(?: nhiem vu)?(?: ve)?:? +(?=[^\W_])")
_OF_TARGETS = regex(r"\bchi tieu\b(?! (?:dat|nhiem vu))")
# Where a target's name, written without quotes, ends.
_NAME_ENDS = regex(
    r"\s*(?:,|:|\.\s*$|\.?$|;|\btừ\s+(?=[\d(]|trên|dưới|ít|không)|\bthành\s+(?=[\d“\"]|trên|dưới|ít"
    r"|không)|\blên\s|\bxuống\s|\bcòn\s+(?=\d)"
    r"|\bđược\s|\bnhư\s+sau|\bđạt\s|\btại\s|\bbằng\s+(?=\d)|\blà\s+(?=\d))",
    re.I,
)


def place_in(s: str) -> Place:
    """The place that the words name; an empty one where they name none."""
    f = flat(s)
    steps = sorted(_steps(s, f), key=lambda step: _RANKS[step.kind])
    quoted = _QUOTED.search(f)
    words = " ".join(s[quoted.start(2) : quoted.end(2)].split()) if quoted else None
    thing = _thing(f, quoted, steps)
    if thing == "target" and not words and not any(step.kind == "number" for step in steps):
        words = _target_name(s, f)
    return Place(thing, _once(steps), words)


# "các nhiệm vụ số 1, 2 và số 5": several rows in one breath.
_SEVERAL = regex(
    rf"\b(?:so thu tu|stt|so tt|so|{_NOUN}) (?:so )?({_NUMBERS}(?:(?:,| va|, va|;)(?: (?:so thu tu|stt|so"
    rf"|{_NOUN}))? "
    rf"{_NUMBERS})+)(?![\w/%])"
)


def numbers_in(s: str) -> tuple[str, ...]:
    """The numbers of rows that are named in one breath; () where it is only one."""
    m = _SEVERAL.search(re.sub(r"[“\"][^“”\"]*[”\"]", lambda q: "_" * len(q[0]), flat(s)))
    return tuple(_roman(one) for one in re.findall(_NUMBERS, m[1])) if m else ()


def numbered(place: Place, number: str) -> Place:
    """A place with another number."""
    steps = tuple(Step("number", number) if step.kind == "number" else step for step in place.steps)
    return replace(place, steps=steps)


def inside(outer: Place, inner: Place) -> Place:
    """A place said within another one: what the inner one leaves open, the outer one gives."""
    said = {step.kind for step in inner.steps}
    deepest = min((_RANKS[step.kind] for step in inner.steps), default=99)
    kept = [s for s in outer.steps if s.kind not in said and _RANKS[s.kind] < deepest]
    return Place(
        inner.thing or outer.thing,
        (*kept, *inner.steps),
        inner.words or (None if inner.steps else outer.words),
    )


def comps(place: Place) -> tuple[str, ...]:
    """The numbers of a place from the outermost in, as a task's address has them; annexes apart."""
    out: list[str] = []
    for step in place.steps:
        if step.kind == "annex":
            continue
        parts = step.value.split(".")
        # "điểm 1.2 khoản 1": the dotted number says again what it stands in.
        while len(parts) > 1 and out and parts[0] == out[-1]:
            parts = parts[1:]
        out += parts
    return tuple(out)


def _steps(s: str, f: str) -> Iterator[Step]:
    taken: list[tuple[int, int]] = [m.span() for m in re.finditer(r"[“\"][^“”\"]*[”\"]", f)]
    for kind, pattern, _why in _STEPS:
        for m in pattern.finditer(f):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            if m.start() and f[m.start() - 1].isalnum():
                continue
            taken.append(m.span())
            yield Step(kind, _value(kind, s[m.start(1) : m.end(1)] if m.group(1) else ""))


def _value(kind: StepKind, written: str) -> str:
    """A number as addresses have it: Roman capitals, small letters, ordinals as digits."""
    folded = flat(written)
    if kind in ("part", "dash") and folded in _ORDINALS:
        n = _ORDINALS[folded]
        return (
            str(n) if kind == "dash" else ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[n - 1]
        )
    if kind in ("annex", "part", "section", "number"):
        # A small L for a capital i is the commonest slip of OCR in Roman numbers.
        return ".".join(_roman(part) for part in written.split("."))
    return written.lower()


def _roman(part: str) -> str:
    if part.isdigit():
        return part.lstrip("0") or "0"
    return part.upper().replace("L", "I") if re.fullmatch(r"[ivxlIVXL]{1,6}", part) else part.upper()


def _once(steps: list[Step]) -> tuple[Step, ...]:
    """The steps, the first of each kind: one place has one section."""
    found: dict[str, Step] = {}
    for step in steps:
        found.setdefault(step.kind, step)
    return tuple(found.values())


def _thing(f: str, quoted: re.Match[str] | None, steps: list[Step]) -> Thing | None:
    if quoted and quoted[1] in ("chi tieu", "muc tieu"):
        return "target"
    if _OF_TARGETS.search(re.sub(r"[“\"][^“”\"]*[”\"]", lambda m: "_" * len(m[0]), f)):
        return "target"
    if re.search(r"\b(?:nhiem vu|cong viec)\b", f) or any(
        s.kind in ("number", "point", "subpoint", "dash") for s in steps
    ):
        return "task"
    if any(step.kind == "section" for step in steps):
        return "group"
    if any(step.kind == "annex" for step in steps):
        return "annex"
    return None


def _target_name(s: str, f: str) -> str | None:
    m = _TARGET.search(f)
    if m is None:
        return None
    end = _NAME_ENDS.search(s, m.end())
    name = s[m.end() : end.start() if end else len(s)].strip(' ,.:;“”"')
    return name or None
