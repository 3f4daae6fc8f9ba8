"""The body and the annex must say the same of one task: its day, its lead, its figures, its group."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache

from hopluc.compiler.assemble import Draft
from hopluc.compiler.check.deadlines import days_due, days_of_parts, listed
from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Party, Span
from hopluc.compiler.recognise.parties import leading_party
from hopluc.viet.abbreviations import expand
from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_FIGURE = regex(r"(?<![\w/.,-])(\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?)(?![\w/])\s*(%|[^\W\d_]+)?")
_WORDS = regex(r"\w+")
# A figure that stands in one of the two only may be a reference; a range or a share is a target.
_TELLING = regex(r"[%-]")
# Numbers that count no work: of documents, days, meetings, articles.
_OF_NO_WORK = regex(
    r"(?:số|ngày|tháng|khóa|khoá|thứ|quyết|định|kế hoạch|chương trình|kết luận|điều|khoản|điểm|mục|phụ lục)"
    r"\s*$",
    re.I,
)
# A paragraph that says a row again, but for a few words: of the words of each, this share in common.
_NEARLY, _HELD, _LONGER = 0.8, 0.9, 1.3
_FEWEST_WORDS = 12
# Titles of one number are alike sooner than others.
_ALIKE, _ALIKE_BY_NUMBER, _LONGEST_TITLE = 0.9, 0.7, 200


def days_differ(case: Case) -> Iterator[Slip]:
    """The body gives a task another day than its row."""
    for task, draft in case.work.pairs():
        days = days_due(case, draft.work) | days_of_parts(task.deadline.parts if task.deadline else ())
        for span in draft.also:
            other = days_due(case, span)
            if days and other and not days & other:
                yield Slip(span, {"task": task.id, "body": listed(other), "row": listed(days)}, listed(days))


def figures_differ(case: Case) -> Iterator[Slip]:
    """The body and the row say the same but for a figure."""
    for task, draft in case.work.pairs():
        for span in draft.also:
            body, row = _figures(case, span), _figures(case, draft.work)
            lacking = [figure for figure in body if figure not in row]
            added = [figure for figure in row if figure not in body]
            if not (lacking and added) and not any(_TELLING.search(figure) for figure in (*lacking, *added)):
                continue
            if not _nearly(case, span, draft):
                continue
            place = body[lacking[0]] if lacking else row[added[0]]
            said = {"task": task.id, "body": _said(lacking), "row": _said(added)}
            yield Slip(place, said)


def _said(figures: list[str]) -> str:
    return ", ".join(figures) or "–"


def _figures(case: Case, span: Span) -> dict[str, Span]:
    """The figures of a range with their places; the count of a document and its day are none."""
    out: dict[str, Span] = {}
    cited = [
        cited for citation in case.citations for cited in citation.spans if span[0] <= cited[0] < span[1]
    ]
    for found in _FIGURE.finditer(case.text, *span):
        value = re.sub(r"\s+", "", found[1]).strip(".,").replace("–", "-")
        within = any(a <= found.start() < b for a, b in cited)
        if within or _OF_NO_WORK.search(case.text[max(0, found.start() - 14) : found.start()]):
            continue
        share = "%" if found[2] == "%" else ""
        out.setdefault((value.lstrip("0") or "0") + share, found.span(1))
    return out


def _nearly(case: Case, span: Span, draft: Draft) -> bool:
    body, row = (_word_set(case.mended.words(part)) for part in (span, draft.work))
    common = len(body & row)
    fewer, more = sorted((len(body), len(row)))
    held = common >= _HELD * fewer and more <= _LONGER * fewer  # the agency's name stands before it
    return fewer >= _FEWEST_WORDS and (held or common >= _NEARLY * more)


@lru_cache(maxsize=512)
def _word_set(words: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(expand(words))))


def leads_differ(case: Case) -> Iterator[Slip]:
    """The body gives a task to one agency, the annex to another."""
    nodes = case.outline.nodes
    for task, draft in case.work.pairs():
        leads = {fold(party.name) for party in task.leads}
        if not leads or any(party.collective for party in task.leads):
            continue
        for span in draft.also:
            if not _nearly(case, span, draft):
                continue
            at = next(
                (node.index for node in nodes if node.line.span[0] <= span[0] < node.line.span[1]), None
            )
            owners = _owners(case, at)
            own = leading_party(case.text, *span)
            named = own.parties if own else owners
            if not named or any(party.collective for party in named):
                continue
            others = {fold(party.name) for party in (*named, *task.coordinators)}
            if not any(a in b or b in a for a in leads for b in others):
                said = {
                    "task": task.id,
                    "body": ", ".join(party.text for party in named),
                    "row": ", ".join(party.text for party in task.leads),
                }
                yield Slip(span, said)


def _owners(case: Case, at: int | None) -> tuple[Party, ...]:
    """The agencies of the heading that a line stands under; () where there is none."""
    nodes = case.outline.nodes
    while at is not None and nodes[at].parent is not None:
        above = nodes[nodes[at].parent or 0]
        leading = leading_party(case.text, *above.words)
        if leading and leading.form == "heading":
            return leading.parties
        at = above.index
    return ()


def titles_differ(case: Case) -> Iterator[Slip]:
    """A group of the annex bears the title of a section of the body, but for a word or two."""
    if not case.mended.sheets:
        return
    sections = [
        (node.words, node.label.value, _plain(case.mended.words(node.words)))
        for node in case.outline.nodes
        if node.label and node.words[1] - node.words[0] <= _LONGEST_TITLE
    ]
    bodies = {words for _, _, words in sections}
    for group in case.work.groups:
        title = _plain(group.title)
        if group.span is None or title in bodies or len(title.split()) < 4:
            continue
        mine = set(title.split())
        near = [words for words in bodies if 2 * len(mine & set(words.split())) > len(mine)]
        number = re.split(r"[./]", re.sub(r"\(\d+\)$", "", group.id))[-1]
        numbers = {number, str(parse_roman(number) or number)}
        named = [words for _, value, words in sections if value in numbers and words in near]
        close = difflib.get_close_matches(title, near, 1, _ALIKE)
        close = close or difflib.get_close_matches(title, named, 1, _ALIKE_BY_NUMBER)
        place = next((span for span, _, words in sections if close and words == close[0]), None)
        if place is not None and _told_by_words(title, close[0]):
            yield Slip(group.span, {"group": group.id, "body": quoted(case.mended.words(place), 70)})


def _plain(words: str) -> str:
    return " ".join(_WORDS.findall(expand(words).lower()))


def _told_by_words(one: str, other: str) -> bool:
    """Whether the difference is one of words and not only of how much of the title stands."""
    return not (one.startswith(other) or other.startswith(one) or fold(one) == fold(other))


FINDERS: dict[str, Find] = {
    "body-appendix-mismatch": days_differ,
    "body-appendix-figures": figures_differ,
    "body-appendix-lead": leads_differ,
    "heading-mismatch": titles_differ,
}
