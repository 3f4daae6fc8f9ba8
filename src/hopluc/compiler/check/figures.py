"""Rules on targets: measurable, and parts that make up their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.tokens import around
from hopluc.compiler.format import Span
from hopluc.viet.numbers import NUMBER, format_number, parse_number
from hopluc.viet.patterns import opening, regex
from hopluc.viet.text import fold

_BOUND = r"(?:ít nhất|tối thiểu|trên|dưới|tối đa|không quá|không dưới|không thấp hơn)"
_TWO_BOUNDS = regex(
    rf"\b{_BOUND}\s+(?:là\s+|đạt\s+)?(?:từ\s+)?(?:{NUMBER})\s*%?\s*(?:-|–|đến)\s*"
    rf"(?:{NUMBER})\s*(?!\s*(?:ngày|giờ|năm|tháng|lần/))"
    r"(?:%|[^\W\d_]+)",
    re.I,
)
_RANGE = regex(r"\d\s*%?\s*(?:-|–|đến)\s*\d")
# Grades that part a whole among them ("khá, tốt 40 %, trung bình 45 %, yếu dưới 15 %").
_ONE_GRADE = r"(?:tốt|khá|giỏi|trung bình|yếu|kém)"
_GRADE = regex(
    rf"\b(?P<grade>{_ONE_GRADE}(?:\s{{0,2}}(?:,|và|-|/)\s{{0,2}}{_ONE_GRADE}){{0,4}})"
    rf"(?P<between>[^\d%;.]{{0,40}}?)(?P<value>{NUMBER})\s*%(?P<more>\s*trở lên)?",
    re.I,
)
_STRUCTURE = regex(r"\bcơ cấu\b[^.;:\n]{0,120}?(?=\d)", re.I)
_SHARE = regex(rf"({NUMBER})\s*%")
_OF_THEM = regex(opening("Trong đó", "trong đó", "bao gồm", "gồm") + r"\s*:?\s*(?P<rest>[^.;\n]{5,300})")
_WHOLE = regex(rf"\b(?P<whole>{NUMBER})\s+(?P<unit>[^\W\d_]+)(?:\s+[^\W\d_]+){{0,6}}\s*[,(;]?\s*$")
_CLAUSE_END = regex(r"[.;\n](?!\d)")
_LONGEST_CLAUSE = 300
_ROUNDING = 1.0
_TIMED = regex(r"\b(?:năm|tháng|quý|học kỳ|nhiệm kỳ|hằng|hàng|thường xuyên|mỗi|đến khi)\b", re.I)
# The factor itself, times and days: what is left of the numbers of a target is its amount.
_NO_FIGURE = regex(
    rf"(?:{NUMBER})\s*lần|(?:năm|giai đoạn|tháng|quý|ngày)\s*[\d/ -]+"
    r"|\b\d+[/-]\d+\S*|\b(?:19|20)\d\d\b|^\W*\d+[.)]",
    re.I,
)
# A multiple of another statistic is known; one of an earlier time is not, unless it is given.
_TIME_BEFORE = regex(r"năm|giai đoạn|cuối|đầu|kỳ|hiện|trước", re.I)


def without_unit(case: Case) -> Iterator[Slip]:
    """A target in words whose figure counts nothing; in tables the heading has the unit."""
    sheets = [sheet.span for sheet in case.mended.sheets]
    for indicator in case.indicators:
        tabled = any(indicator.span and a <= indicator.span[0] < b for a, b in sheets)
        if indicator.unit is None and indicator.span and indicator.baseline is None and not tabled:
            yield Slip(indicator.span, {"name": quoted(indicator.name, 60)})


def without_period(case: Case) -> Iterator[Slip]:
    """A target that says by when neither itself nor through its plan."""
    for indicator in case.indicators:
        timed = indicator.period or indicator.per or not indicator.span
        if indicator.span and not timed and not _TIMED.search(indicator.text):
            yield Slip(indicator.span, {"name": quoted(indicator.name, 60)}, same="")


def bounds_of_a_range(case: Case) -> Iterator[Slip]:
    """ "At least from 40 to 45": which of the two is the floor?"""
    for found in around(_RANGE, _TWO_BOUNDS, case.text):
        yield Slip(found.span(), {"said": quoted(found.group())}, same=fold(found.group()))


def baseline_unknown(case: Case) -> Iterator[Slip]:
    """A multiple of an earlier figure, which is not given and does not follow from the target's amount."""
    for indicator in case.indicators:
        baseline = indicator.baseline
        if baseline is None or baseline.op != "times" or not indicator.span:
            continue
        words = _NO_FIGURE.sub(" ", case.mended.words(indicator.span))
        if _TIME_BEFORE.search(baseline.of) and not re.search(r"\d", words):
            yield Slip(indicator.span, {"of": quoted(baseline.of, 60)})


def shares(case: Case) -> Iterator[Slip]:
    """Grades or a structure whose shares cannot make 100 %."""
    for item in case.mended.lines:
        grades = list(_GRADE.finditer(case.text, *item.span))
        for part in _runs(case.text, grades):
            if _cannot_add_up(part):
                said = [f"{_bound(m)}{m['value']}" for m in part]
                yield _shares_slip((part[0].start(), part[-1].end()), said)
        for found in _STRUCTURE.finditer(case.text, *item.span):
            end = min(_end_of_clause(case.text, found.end()), item.span[1], found.end() + _LONGEST_CLAUSE)
            stated: list[re.Match[str]] = list(_SHARE.finditer(case.text, found.end(), end))
            total = sum(float(parse_number(m[1]) or 0) for m in stated)
            if len(stated) >= 3 and abs(total - 100) > _ROUNDING and total > 60:
                yield _shares_slip((found.start(), stated[-1].end()), [m[1] for m in stated])


def _shares_slip(span: Span, values: list[str]) -> Slip:
    return Slip(span, {"values": " + ".join(f"{value} %" for value in values)})


def _bound(grade: re.Match[str]) -> str:
    found = re.search(r"dưới|trên|không quá|tối đa|ít nhất|tối thiểu", grade["between"], re.I)
    return f"{found.group().lower()} " if found else ""


def _end_of_clause(text: str, at: int) -> int:
    found = _CLAUSE_END.search(text, at, at + _LONGEST_CLAUSE)
    return found.start() if found else len(text)


def _runs(text: str, grades: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Grades that stand in one sentence, each once, in groups."""
    run: list[re.Match[str]] = []
    for grade in grades:
        if run and (
            grade.start() - run[-1].end() > 60 or re.search(r"[.;:]", text[run[-1].end() : grade.start()])
        ):
            yield run
            run = []
        run.append(grade)
    if run:
        yield run


def _cannot_add_up(part: list[re.Match[str]]) -> bool:
    """Whether no shares that keep to what is said make 100 %."""
    names = [
        name for m in part for name in re.findall(r"tốt|khá|giỏi|trung bình|yếu|kém", m["grade"].lower())
    ]
    if len(part) < 2 or len(names) != len(set(names)):
        return False
    least = most = 0.0
    open_end = False
    for m in part:
        value, between = float(parse_number(m["value"]) or 0), m["between"].lower()
        below = re.search(r"dưới|không quá|tối đa", between)
        above = m["more"] or re.search(r"trên|ít nhất|tối thiểu", between)
        least += 0 if below else value
        most += 100 if above else value
        open_end = open_end or bool(re.search(r"dưới", between))
    whole = (
        {"trung bình"} < set(names)
        and bool({"yếu", "kém"} & set(names))
        and bool({"khá", "tốt"} & set(names))
    )
    return least > 100 or (whole and (most < 100 or (open_end and most <= 100)))


def parts_over_whole(case: Case) -> Iterator[Slip]:
    """ "100 HTX, of them 60 HTX … and 50 HTX …": one part is greater than the whole."""
    for found in _OF_THEM.finditer(case.text):
        stated = _WHOLE.search(case.text, max(0, found.start() - 60), found.start())
        whole = parse_number(stated["whole"]) if stated else None
        if stated is None or not whole:
            continue
        unit = re.escape(stated["unit"])
        parts = [parse_number(m) for m in re.findall(rf"({NUMBER})\s+{unit}\b", found["rest"])]
        if any(part and part > whole for part in parts):
            said = {"whole": stated["whole"], "part": format_number(max(p for p in parts if p))}
            yield Slip((stated.start(), found.end()), said)


FINDERS: dict[str, Find] = {
    "indicator-without-unit": without_unit,
    "indicator-without-period": without_period,
    "ambiguous-target": bounds_of_a_range,
    "baseline-not-given": baseline_unknown,
    "shares-do-not-add-up": shares,
    "part-over-whole": parts_over_whole,
}
