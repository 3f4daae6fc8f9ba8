"""The document's text as a page, every recognised piece marked with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hopluc.compiler.convert.assignments import title_of
from hopluc.compiler.format import Plan, Span

_KINDS = {
    "task": "Nhiệm vụ", "lead": "Chủ trì", "coordinator": "Phối hợp", "deadline": "Thời hạn",
    "indicator": "Chỉ tiêu", "report": "Chế độ báo cáo", "duty": "Trách nhiệm", "citation": "Viện dẫn",
    "finding": "Phát hiện",
}  # fmt: skip
_STYLE = """
body{font:16px/1.6 "Times New Roman",Tinos,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111}
main{white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:none;border-bottom:2px solid #888;color:inherit}
.task{background:#eef4ff}.lead{border-color:#1f6feb;font-weight:bold}.coordinator{border-color:#57a}
.deadline{border-color:#b35900}.indicator{background:#e9f7ec}.report,.duty{background:#fff6e0}
.citation{border-color:#6f42c1}.finding{background:#ffe3e3;border-color:#c00}
ul{columns:3;padding-left:1.2rem}
"""


def convert(plan: Plan, text: str) -> bytes:
    """One page without scripts; pieces that overlap lie in one another, cut where they must be."""
    legend = "".join(f'<li><mark class="{kind}">{name}</mark></li>' for kind, name in _KINDS.items())
    title = escape(title_of(plan))
    page = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"<ul>{legend}</ul><main>{_marked(text, list(_pieces(plan)))}</main></body></html>\n"
    )
    return page.encode()


def _pieces(plan: Plan) -> Iterator[tuple[Span, str, str]]:
    """The range, kind and title of each piece."""
    for task in plan.tasks:
        yield from _placed(task.span, "task", f"Nhiệm vụ {task.id}")
        for party in task.leads:
            yield from _placed(party.span, "lead", f"Chủ trì: {party.name}")
        for party in task.coordinators:
            yield from _placed(party.span, "coordinator", f"Phối hợp: {party.name}")
        if task.deadline:
            yield from _placed(task.deadline.span, "deadline", f"Thời hạn của nhiệm vụ {task.id}")
    for indicator in plan.indicators:
        yield from _placed(indicator.span, "indicator", f"Chỉ tiêu {indicator.id}: {indicator.name}")
    for report in plan.reporting:
        yield from _placed(report.span, "report", "Chế độ báo cáo")
    for duty in plan.duties:
        yield from _placed(duty.span, "duty", "Trách nhiệm")
    for citation in plan.citations:
        for span in citation.spans:
            yield from _placed(span, "citation", citation.number or citation.title or "")
    for finding in plan.findings:
        yield from _placed(finding.span, "finding", finding.message)


def _placed(span: Span | None, kind: str, title: str) -> Iterator[tuple[Span, str, str]]:
    if span and span[0] < span[1]:
        yield span, kind, title


def _marked(text: str, pieces: list[tuple[Span, str, str]]) -> str:
    """`text` with nested marks: at each bound the open marks beyond it are closed and opened again."""
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for number, (span, _, _) in sorted(enumerate(pieces), key=lambda item: -(item[1][0][1])):
        begin.setdefault(span[0], []).append(number)
        end.setdefault(span[1], []).append(number)
    out: list[str] = []
    opened: list[int] = []
    at = 0
    for place in sorted(begin.keys() | end.keys()):
        out.append(escape(text[at:place]))
        at = place
        closing = set(end.get(place, ()))
        again: list[int] = []
        while closing:
            number = opened.pop()
            out.append("</mark>")
            if number in closing:
                closing.remove(number)
            else:
                again.append(number)
        for number in [*reversed(again), *begin.get(place, ())]:
            _, kind, title = pieces[number]
            out.append(f'<mark class="{kind}" title="{escape(title)}">')
            opened.append(number)
    out.append(escape(text[at:]))
    return "".join(out)
