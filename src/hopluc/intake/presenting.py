"""The review page as data: the document's pieces, the panels with their rows, what is left.

Every piece and row has a digest of what it shows. A page sends the digests that it holds and gets only
what differs, so that a reviewer's deed, or another reviewer's, costs a few kilobytes.
"""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.intake import queries, rules
from hopluc.intake.drawing import Leaf, Mark, Marks, Page, Piece, draw
from hopluc.intake.models import Compilation, Match, Paper
from hopluc.intake.rules import Json, Wording
from hopluc.organizations.matching import Directory
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models import ReportingDuty
from hopluc.plans.words import CITATION_ROLES, DUTY_KINDS, due_words, figure_words
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

SEVERITIES = {
    "error": (_("Lỗi"), "red", "alert-circle"),
    "warning": (_("Cần xem"), "yellow", "alert-triangle"),
    "info": (_("Gợi ý"), "blue", "info-circle"),
}
DECISIONS = {
    "accepted": _("Đã xem, giữ nguyên"),
    "rejected": _("Không phải lỗi"),
    "mended": _("Đã sửa theo đề xuất"),
    "added": _("Đã thêm thành nhiệm vụ"),
}
# Kinds of marks for the legend, in the order in which they are offered.
KINDS: dict[str, str | Promise] = {
    "task": _("Nhiệm vụ"),
    "party": _("Cơ quan"),
    "deadline": _("Thời hạn"),
    "product": _("Sản phẩm"),
    "indicator": _("Chỉ tiêu"),
    "reporting": _("Báo cáo"),
    "duty": _("Nghĩa vụ"),
    "citation": _("Căn cứ"),
    "finding": _("Lỗi"),
    "header": _("Thông tin văn bản"),
}
# The icons that rows name (templates/intake/rows); the page holds each once.
ROW_ICONS = (
    "pencil", "arrows-join-2", "trash", "restore", "help-circle", "users-group", "building", "search",
    "user-off", "check", "wand", "plus", "alert-circle", "alert-triangle", "info-circle",
)  # fmt: skip
DOUBTFUL = 0.85  # mean confidence of OCR below which a page should be looked at
CONTEXT = 70  # characters around a finding's words


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a panel: what its template shows; `at` is where its words begin in the document."""

    key: str
    template: str
    shown: Json
    at: str = ""

    @property
    def digest(self) -> str:
        """Changes when anything that the row shows changes."""
        return _digest(
            json.dumps([self.template, self.shown], ensure_ascii=False, default=str, sort_keys=True)
        )


@dataclass(frozen=True, slots=True)
class Panel:
    """One tab: `left` is how many of its rows stop the plan."""

    code: str
    title: str | Promise
    icon: str
    rows: list[Row]
    count: int
    left: int = 0


def _digest(words: str) -> str:
    return f"{crc32(words.encode()):x}"


class Presentation:
    """Everything that the review page of a paper shows to one person at one moment."""

    def __init__(self, paper: Paper, *, may_review: bool) -> None:
        self.paper = paper
        self.review = queries.review(paper)
        self.may_review = may_review
        self.compilation = Compilation.objects.defer("plan").get(paper=paper)

    @property
    def plan(self) -> Json:
        """The reviewed plan."""
        return self.review.plan

    # ------------------------------------------------------------ the document

    @cached_property
    def pieces(self) -> list[Piece]:
        """The document's blocks."""
        marks = (Mark(*row) for row in rules.iter_marks(self.plan))
        return list(draw(self.compilation.blocks, self.compilation.text, marks, self._leaves))

    @cached_property
    def _pages(self) -> list[Json]:
        """The pages of the sources that have words, in order."""
        return [page for page in self.review.compiled["pages"] if page["span"][0] < page["span"][1]]

    @property
    def _leaves(self) -> list[Leaf]:
        return [
            Leaf(page["span"][0], render_to_string("intake/_leaf.html", self._leaf(page)))
            for page in self._pages
        ]

    def _leaf(self, page: Json) -> Json:
        confidence = page["confidence"]
        return {
            "paper_id": self.paper.pk,
            "source": page["source"],
            "number": page["number"],
            "ocr": page["ocr"],
            "percent": round(100 * confidence) if confidence is not None else None,
            "doubtful": confidence is not None and confidence < DOUBTFUL,
        }

    def _page_at(self, place: int) -> Json | None:
        """The page that holds a place of the text."""
        number = bisect_right([page["span"][0] for page in self._pages], place) - 1
        return self._leaf(self._pages[number]) if number >= 0 else None

    @property
    def document_html(self) -> str:
        """The whole document."""
        return "".join(piece.html for piece in self.pieces)

    @cached_property
    def page(self) -> Page:
        """The text without marks, for excerpts."""
        return Page(self.compilation.text, Marks([]), self.compilation.blocks["markup"])

    # ------------------------------------------------------------ the panels

    @cached_property
    def panels(self) -> list[Panel]:
        """The seven tabs."""
        left, plan = self.review.left, self.plan
        indicators = self._rows("indicators", "indicator", self._indicator)
        duties = [
            *self._rows("reporting", "reporting", self._reporting),
            *self._rows("duties", "duty", self._duty),
        ]
        citations = self._rows("citations", "citation", self._citation)
        parties, findings = self._parties(), self._findings()
        return [
            Panel("nhiem-vu", _("Nhiệm vụ"), "checklist", self._tasks(), len(plan["tasks"]), len(left.unled)),
            Panel("chi-tieu", _("Chỉ tiêu"), "target-arrow", indicators, len(plan["indicators"])),
            Panel("co-quan", _("Cơ quan"), "building-community", parties, len(parties), len(left.parties)),
            Panel(
                "bao-cao",
                _("Chế độ báo cáo"),
                "report",
                [*duties, *self._dropped("reporting", "duties")],
                len(duties),
            ),
            Panel("can-cu", _("Căn cứ"), "books", citations, len(plan["citations"])),
            Panel("loi", _("Phát hiện lỗi"), "alert-triangle", findings, len(findings), len(left.errors)),
            Panel(
                "thong-tin",
                _("Thông tin văn bản"),
                "file-info",
                [self._document()],
                0,
                int("title" in left.missing),
            ),
        ]

    def _rows(self, section: str, template: str, shown: Callable[[Json], Json]) -> list[Row]:
        rows = [self._row(item, template, shown) for item in self.plan[section]]
        return rows if section in {"reporting", "duties"} else [*rows, *self._dropped(section)]

    def _row(self, item: Json, template: str, shown: Callable[[Json], Json]) -> Row:
        at = str(item["span"][0]) if item.get("span") else ""
        page = self._page_at(item["span"][0]) if item.get("span") else None
        return Row(item["key"], template, {**self._common, "leaf": page, **shown(item)}, at)

    @property
    def _common(self) -> Json:
        return {"may": self.may_review, "paper_id": self.paper.pk}

    def _dropped(self, *sections: str) -> list[Row]:
        rows = [item for item in self.plan["dropped"] if item["section"] in sections]
        return [
            self._row(
                item, "dropped",
                lambda i: {"text": i.get("text") or i.get("name") or i.get("title") or i.get("number") or ""},
            )
            for item in rows
        ]  # fmt: skip

    def _tasks(self) -> list[Row]:
        by_group: dict[str | None, list[Json]] = {}
        for task in self.plan["tasks"]:
            by_group.setdefault(task["group"], []).append(task)
        rows: list[Row] = []
        for group in self.plan["groups"]:
            rows.append(self._row(group, "group", lambda g: {"id": g["id"], "title": g["title"]}))
            rows += (self._row(t, "task", self._task) for t in by_group.pop(group["id"], ()))
        rows += (self._row(t, "task", self._task) for tasks in by_group.values() for t in tasks)
        return [*rows, *self._dropped("tasks")]

    def _task(self, task: Json) -> Json:
        return {
            "number": task["number"],
            "text": task["text"],
            "sub": bool(task["parent"]),
            "leads": [self._chip(p) for p in task["leads"]],
            "coordinators": [self._chip(p) for p in task["coordinators"]],
            "deadline": task["deadline"]["text"] if task["deadline"] else "",
            "due": self._due(task["deadline"]["parts"]) if task["deadline"] else [],
            "unparsed": task["key"] in self._unparsed,
            "products": task["products"],
            "note": task["note"],
            "mandate": task["mandate"],
            "unled": task["key"] in self._unled,
            "columns": task["columns"],
        }

    @cached_property
    def _unled(self) -> frozenset[str]:
        return frozenset(self.review.left.unled)

    @cached_property
    def _unparsed(self) -> frozenset[str]:
        return frozenset(self.review.left.unparsed)

    def _due(self, parts: Iterable[Json]) -> list[str]:
        return [f"{part['for']}: {due_words(part)}" if part.get("for") else due_words(part) for part in parts]

    def _chip(self, party: Json) -> Json:
        key = rules.party_key(party["name"])
        match = self.review.matches.get(key)
        return {"text": party["text"], "key": f"parties/{key}", "state": _state(match)}

    def _indicator(self, item: Json) -> Json:
        target, period = item["target"], item["period"] or {}
        figure = figure_words(target["op"], *(target.get(key) for key in ("value", "low", "high"))) or "?"
        return {
            "name": item["name"],
            "figure": f"{figure} {item['unit'] or ''}".strip(),
            "baseline": (item["baseline"] or {}).get("of", ""),
            "period": years_of(period),
            "per": item["per"] == "year",
            "for": [p["text"] for p in item["for"]],
            "each": item["each"],
            "text": item["text"],
        }

    def _reporting(self, item: Json) -> Json:
        return {
            "kind": str(ReportingDuty.Kind(item["kind"]).label),
            "from": [self._chip(p) for p in item["from"]],
            "to": [self._chip(p) for p in item["to"]],
            "subject": item["subject"],
            "due": self._due(item["due"]),
            "text": item["text"],
        }

    def _duty(self, item: Json) -> Json:
        return {
            "kind": str(DUTY_KINDS[item["kind"]]),
            "of": [self._chip(p) for p in item["of"]],
            "due": self._due(item["due"]),
            "text": item["text"],
        }

    def _citation(self, item: Json) -> Json:
        return {
            **{name: item[name] for name in ("number", "issuer", "title")},
            "issued": _day(item["issued_on"]),
            "role": str(CITATION_ROLES[item["role"]]),
            "implements": item["role"] == "implements",
            "places": len(item["spans"]),
        }

    def _findings(self) -> list[Row]:
        order = {"error": 0, "warning": 1, "info": 2}
        rows = sorted(self.plan["findings"], key=lambda f: (bool(f.get("decision")), order[f["severity"]]))
        return [self._row(f, "finding", self._finding) for f in rows]

    def _finding(self, item: Json) -> Json:
        label, colour, icon = SEVERITIES[item["severity"]]
        before, words, after = self.excerpt(item["span"])
        decision = item.get("decision")
        addable = item["rule"] == "assignment-without-row" and bool(item["span"])
        return {
            "severity": str(label),
            "colour": colour,
            "icon": icon,
            "message": item["message"],
            # Of work without a row: who leads it, which the message says.
            "expected": None if addable else item["expected"],
            "before": before,
            "words": words,
            "after": after,
            "mend": item["mend"]["text"] if item["mend"] else None,
            "decision": str(DECISIONS[decision]) if decision else "",
            "addable": addable,
            "span": item["span"],
        }

    def excerpt(self, span: Sequence[int] | None) -> tuple[str, str, str]:
        """The words of a place with a little of what stands around them, cut between words."""
        if not span:
            return "", "", ""
        start, end = span
        text, words = self.page.text, self.page.plain(start, end)
        if len(words) > 2 * CONTEXT:
            return "", words[: 2 * CONTEXT].rsplit(" ", 1)[0] + " …", ""
        before = self.page.plain(max(start - CONTEXT, 0), start)
        after = self.page.plain(end, min(end + CONTEXT, len(text)))
        if start > CONTEXT:
            before = f"… {before.split(' ', 1)[-1]}"
        if end + CONTEXT < len(text):
            after = f"{after.rsplit(' ', 1)[0]} …"
        return (
            before + " " * text[start - 1 : start].isspace(),
            words,
            " " * text[end : end + 1].isspace() + after,
        )

    def _parties(self) -> list[Row]:
        open_keys = frozenset(self.review.left.parties)
        wordings = sorted(self.review.parties.values(), key=lambda w: w.key not in open_keys)
        return [self._party(w) for w in wordings]

    def _party(self, wording: Wording) -> Row:
        match = self.review.matches.get(wording.key)
        shown = {
            **self._common,
            "name": wording.name,
            "texts": [t for t in wording.texts if t != wording.name],
            "items": wording.items,
            "collective": wording.collective,
            "state": _state(match),
            "target": str(match.organisation or match.group or "") if match else "",
            "said": bool(match and match.by_id),
            "needed": bool(wording.roles & rules.FOLLOWED),
            "candidates": []
            if match
            else [candidate(c) for c in self.directory.find(wording.name).candidates],
        }
        return Row(f"parties/{wording.key}", "party", shown)

    @cached_property
    def directory(self) -> Directory:
        """Whom the open names may mean."""
        return queries.directory_of(self.paper)

    def _document(self) -> Row:
        document = self.plan["document"]
        shown = {
            **self._common,
            **{n: document.get(n) for n in ("number", "place", "issuer", "title")},
            "issued": _day(document.get("issued_on")),
            "signer": document.get("signer"),
            "recipients": document.get("recipients") or [],
            "period": years_of(document.get("period") or {}),
            "sources": [s["name"] for s in self.plan["sources"]],
            "characters": format_number(self.plan["text"]["characters"]),
        }
        return Row("document", "document", shown)

    # ------------------------------------------------------------ what a page lacks

    def differing(self, have: dict[str, str], request: HttpRequest) -> Json:
        """What a page that holds the digests `have` must change, as JSON."""
        drawn = [(p.key, p.html) for p in self.pieces if p.key]
        return {
            "seen": self.review.seen,
            "pieces": {key: html for key, html in drawn if have.get(f"b:{key}") != _digest(html)},
            "digests": {f"b:{key}": _digest(html) for key, html in drawn},
            "panels": {
                panel.code: {
                    "order": [row.key for row in panel.rows],
                    "rows": {
                        row.key: render_row(row, request)
                        for row in panel.rows
                        if have.get(row.key) != row.digest
                    },
                }
                for panel in self.panels
            },
        }

    @property
    def digests(self) -> dict[str, str]:
        """The digests of the document's pieces; those of rows stand on the rows."""
        return {f"b:{piece.key}": _digest(piece.html) for piece in self.pieces if piece.key}


def candidate(target: Organisation | BodyGroup) -> Json:
    """A body or group that a name may stand for, as the page offers it."""
    kind = "group" if isinstance(target, BodyGroup) else "organisation"
    return {"value": f"{kind}:{target.pk}", "name": target.name, "group": kind == "group"}


def render_row(row: Row, request: HttpRequest) -> str:
    """A row's HTML."""
    context = {"row": row, "key": row.key, **row.shown}
    return get_template(f"intake/rows/{row.template}.html").render(context, request)


def _state(match: Match | None) -> str:
    if match is None:
        return "open"
    return "nobody" if match.nobody else "group" if match.group_id else "body"


def _day(iso: str | None) -> str:
    return format_date(dt.date.fromisoformat(iso)) if iso else ""


def years_of(period: dict[str, Any]) -> str:
    """A period by its years: 2026, 2021–2025, đến 2030."""
    start, end = period.get("start"), period.get("end")
    if not end:
        return ""
    if not start:
        return f"đến {end[:4]}"
    return end[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
