"""The plan as Akoma Ntoso 3.0 (OASIS LegalDocML), the standard form of legal documents in XML.

A plan is a `doc`: its head as preface, the documents that it rests on as preamble, then a container
for each group with its tasks, targets and reports. Bodies are references of the document's metadata,
days are `date`s, cited documents `ref`s. FRBR addresses follow the naming convention:
/akn/vn/doc/<kind>/<date>/<number>.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from hopluc.compiler.convert.assignments import rows_of, source_of, title_of
from hopluc.compiler.convert.words import due_in_words, target_in_words
from hopluc.compiler.format import Citation, Group, Indicator, Party, Plan, Reporting, Task
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_PREFIXES: Any = {None: NAMESPACE}  # lxml's own types know of no default namespace
_AGENT = "hopluc"
# A document without a day: the schema demands one, and the year 1 is no plan's.
_NO_DAY = "0001-01-01"
# What XML 1.0 cannot hold.
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def convert(plan: Plan, text: str) -> bytes:
    """The XML, UTF-8, indented."""
    bodies = _bodies(plan)
    doc = _E.doc(
        {"name": plan.document.kind or "van_ban"},
        _meta(plan, bodies),
        _preface(plan),
        *_preamble(plan),
        _E.mainBody(*_parts(plan, bodies)),
        *_conclusions(plan),
    )
    root = _E.akomaNtoso(doc)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


class _Maker:
    """`_E.p({"class": "x"}, "words", child)` is that element with these in it, in order."""

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        return lambda *inside: _element(name, *inside)


def _element(name: str, *inside: dict[str, str] | str | etree._Element) -> etree._Element:
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_PREFIXES)
    for item in inside:
        if isinstance(item, dict):
            for key, value in item.items():
                made.set(key, value)
        elif isinstance(item, str):
            if len(made):
                made[-1].tail = (made[-1].tail or "") + item
            else:
                made.text = (made.text or "") + item
        else:
            made.append(item)
    return made


_E = _Maker()


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("", " ".join(words.split()))


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-") or "x"


def _bodies(plan: Plan) -> dict[str, str]:
    """Name -> id of each body that is charged with something."""
    parties: list[Party] = [p for task in plan.tasks for p in (*task.leads, *task.coordinators)]
    parties += [p for duty in plan.reporting for p in (*duty.from_, *duty.to)]
    parties += [p for indicator in plan.indicators for p in indicator.for_]
    names = dict.fromkeys(
        [*([plan.document.issuer] if plan.document.issuer else []), *(p.name for p in parties)]
    )
    return {name: f"body-{number}" for number, name in enumerate(names, 1)}


# --- metadata ---


def _meta(plan: Plan, bodies: dict[str, str]) -> etree._Element:
    issuer = bodies.get(plan.document.issuer or "", _AGENT)
    work = _address(plan)
    day = plan.document.issued_on.isoformat() if plan.document.issued_on else _NO_DAY
    identification = _E.identification(
        {"source": f"#{_AGENT}"},
        _E.FRBRWork(*_frbr(work, "", day, issuer), _E.FRBRcountry({"value": "vn"})),
        _E.FRBRExpression(*_frbr(work, "/vie@", day, issuer), _E.FRBRlanguage({"language": "vie"})),
        _E.FRBRManifestation(*_frbr(work, "/vie@.xml", day, issuer)),
    )
    references = [
        _E.TLCOrganization({"eId": _AGENT, "href": "/akn/ontology/organization/hopluc", "showAs": "Hợp Lực"})
    ]
    references += [
        _E.TLCOrganization(
            {"eId": eid, "href": f"/akn/ontology/organization/vn/{_slug(name)}", "showAs": _clean(name)}
        )
        for name, eid in bodies.items()
    ]
    return _E.meta(identification, _E.references({"source": f"#{_AGENT}"}, *references))


def _frbr(work: str, suffix: str, day: str, issuer: str) -> Iterator[etree._Element]:
    yield _E.FRBRthis(
        {"value": f"{work}{suffix}/!main" if not suffix.endswith(".xml") else f"{work}{suffix}"}
    )
    yield _E.FRBRuri({"value": f"{work}{suffix}"})
    yield _E.FRBRdate({"date": day, "name": "issued"})
    yield _E.FRBRauthor({"href": f"#{issuer}"})


def _address(plan: Plan) -> str:
    document = plan.document
    day = document.issued_on.isoformat() if document.issued_on else "nd"
    number = _slug(document.number or plan.text.sha256[:12])
    return f"/akn/vn/doc/{_slug(document.kind or 'van-ban')}/{day}/{number}"


def _preface(plan: Plan) -> etree._Element:
    document = plan.document
    line: list[etree._Element | str] = [_E.docType(_clean(source_of(plan).split(" số ")[0]))]
    if document.number:
        line += [" ", _E.docNumber(document.number)]
    if document.issued_on:
        line += [" ", _date(document.issued_on, "docDate")]
    return _E.preface(_E.p(*line), _E.p(_E.docTitle(_clean(title_of(plan)))))


def _date(day: dt.date, element: str = "date") -> etree._Element:
    return _element(element, {"date": day.isoformat()}, f"{day:%d/%m/%Y}")


def _preamble(plan: Plan) -> Iterator[etree._Element]:
    basis = [citation for citation in plan.citations if citation.role != "mention"]
    if basis:
        yield _E.preamble(
            _E.recitals(*(_E.recital({"eId": f"rec_{n}"}, _E.p(_ref(c))) for n, c in enumerate(basis, 1)))
        )


def _ref(citation: Citation) -> etree._Element:
    day = citation.issued_on.isoformat() if citation.issued_on else "nd"
    called = citation.number or citation.title or ""
    href = f"/akn/vn/doc/{_slug(citation.kind or 'van-ban')}/{day}/{_slug(called)}"
    return _E.ref({"href": href}, _clean(called))


# --- body ---


def _parts(plan: Plan, bodies: dict[str, str]) -> Iterator[etree._Element]:
    """The containers of the body: groups of tasks, targets, reports; never none."""
    made = [*_groups(plan, bodies)]
    if plan.indicators:
        made.append(_held("targets", "Chỉ tiêu", (_target(i, bodies) for i in plan.indicators)))
    if plan.reporting:
        made.append(
            _held(
                "reports", "Chế độ báo cáo", (_report(n, r, bodies) for n, r in enumerate(plan.reporting, 1))
            )
        )
    yield from made or [_E.p(_clean(title_of(plan)))]


def _held(eid: str, title: str, items: Iterable[etree._Element]) -> etree._Element:
    return _E.hcontainer({"name": eid, "eId": eid}, _E.heading(title), *items)


def _groups(plan: Plan, bodies: dict[str, str]) -> Iterator[etree._Element]:
    """Tasks under their group; those before the first group stand by themselves."""
    held: etree._Element | None = None
    for number, row in enumerate(rows_of(plan), 1):
        if isinstance(row, Group):
            held = _E.hcontainer(
                {"name": "group", "eId": f"group_{number}"}, _E.num(row.id), _E.heading(_clean(row.title))
            )
            yield held
        elif held is None:
            yield _task(number, row, bodies)
        else:
            held.append(_task(number, row, bodies))


def _task(number: int, task: Task, bodies: dict[str, str]) -> etree._Element:
    lines = [_E.p(_clean(task.text))]
    lines += _roles("Chủ trì", task.leads, bodies)
    lines += _roles("Phối hợp", task.coordinators, bodies)
    if task.deadline:
        days = [day for part in task.deadline.parts if (day := part.date or part.end)]
        told: list[etree._Element | str] = [f"Thời hạn: {_clean(task.deadline.text)}"]
        for day in days:
            told += [" ", _date(day)]
        lines.append(_E.p({"class": "deadline"}, *told))
    lines += [_E.p({"class": "product"}, f"Sản phẩm: {_clean(product)}") for product in task.products]
    head = [_E.num(task.number)] if task.number else []
    return _E.hcontainer({"name": "task", "eId": f"task_{number}"}, *head, _E.content(*lines))


def _roles(label: str, parties: Iterable[Party], bodies: dict[str, str]) -> list[etree._Element]:
    named = [_E.organization({"refersTo": f"#{bodies[p.name]}"}, _clean(p.name)) for p in parties]
    return [_E.p(f"{label}: ", one) for one in named]


def _target(indicator: Indicator, bodies: dict[str, str]) -> etree._Element:
    lines = [_E.p(_clean(f"{indicator.name}: {target_in_words(indicator.target)} {indicator.unit or ''}"))]
    lines += _roles("Của", indicator.for_, bodies)
    return _E.hcontainer(
        {"name": "target", "eId": f"target_{_slug(indicator.id)}"}, _E.num(indicator.id), _E.content(*lines)
    )


def _report(number: int, report: Reporting, bodies: dict[str, str]) -> etree._Element:
    lines = [
        _E.p(_clean(report.text)),
        *_roles("Từ", report.from_, bodies),
        *_roles("Gửi", report.to, bodies),
    ]
    if report.due:
        lines.append(_E.p(f"Thời hạn: {due_in_words(report.due)}"))
    return _E.hcontainer({"name": "report", "eId": f"report_{number}"}, _E.content(*lines))


def _conclusions(plan: Plan) -> Iterator[etree._Element]:
    signer = plan.document.signer
    if signer and signer.name:
        said = [part for part in (signer.authority, signer.position) if part]
        yield _E.conclusions(
            _E.p(*(f"{_clean('; '.join(said))} " if said else "",), _E.signature(_clean(signer.name)))
        )
