"""Freezing a report as it goes out: its paper is made before the transaction, its row inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hopluc.archive.actions import keep
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.organizations.acting import Acting
from hopluc.reporting.editing.queries import document_of
from hopluc.reporting.issuing import paper
from hopluc.reporting.issuing.codes import new_code
from hopluc.reporting.issuing.models import Issued
from hopluc.reporting.models import ConsolidatedReport

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Paper:
    """The Word file that is to go out. made_of: the report's own file that it was made beside, so that a
    report changed in between is not issued unseen."""

    code: str
    issuer: str
    kind: str
    docx: File
    made_of: int | None


def prepared(report: ConsolidatedReport, number: str, day: dt.date) -> Paper:
    """The paper with number, day and check code, kept; to be called outside a transaction. The report's
    content names the signer."""
    code = new_code()
    document = paper.stamped(document_of(report), number, day, code)
    docx = keep([write_docx(document)], DOCX)
    return Paper(code, document.letterhead.issuer, document.kind.capitalize(), docx, report.docx_id)


def freeze(report: ConsolidatedReport, paper: Paper, *, by: Acting) -> Issued:
    """Write down what goes out; in the transaction that issues the report."""
    assert report.xlsx
    assert report.issued_on
    return Issued.objects.create(
        report=report,
        code=paper.code,
        issuer=paper.issuer,
        kind=paper.kind,
        number=report.number,
        issued_on=report.issued_on,
        content=report.content,
        docx=paper.docx,
        xlsx=report.xlsx,
        by_name=by.actor.name,
    )
