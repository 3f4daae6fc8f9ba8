"""What went out stays as it went out, whatever happens afterwards; its PDF is tagged."""

from __future__ import annotations

import datetime as dt
import io

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from hopluc.archive.actions import path_of
from hopluc.archive.models import File
from hopluc.office.issuing import signing_as
from hopluc.reporting import actions
from hopluc.reporting.issuing import jobs
from hopluc.reporting.issuing.codes import shown
from hopluc.reporting.issuing.models import Issued, Pdf
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.models import ConsolidatedReport
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 2)


@pytest.fixture
def place() -> Scene:
    return scene()


def issued(place: Scene) -> ConsolidatedReport:
    round_ = place.open(period_start=dt.date(2025, 12, 15))
    place.handed_in(round_)
    made = actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)
    return actions.issue(made, by=place.collector, number="215/BC-STC", issued_on=DAY)


def bytes_of(file: File | None) -> bytes:
    assert file
    return path_of(file.sha256).read_bytes()


def test_the_word_file_goes_out_with_number_day_and_check_code(place: Scene) -> None:
    report = issued(place)
    found = Issued.objects.get(report=report)
    word = Document(io.BytesIO(bytes_of(found.docx)))
    head = "\n".join(cell.text for cell in word.tables[0]._cells)
    foot = word.sections[0].first_page_footer.tables[0].rows[0].cells[1].text
    assert "Số: 215/BC-STC" in head
    assert "ngày 02 tháng 01 năm 2026" in head
    assert shown(found.code) in foot
    assert (word.core_properties.language, bool(word.core_properties.title)) == ("vi-VN", True)
    assert (found.issuer, found.kind, found.content) == ("Sở Tài chính", "Báo cáo", report.content)


def test_a_deputy_signs_for_the_head_and_the_name_stands_below(place: Scene) -> None:
    deputy = factories.acting(place.finance, "approver").user
    deputy.full_name, deputy.position = "Vũ Quang Huy", "Phó Giám đốc Sở"
    deputy.save()
    round_ = place.open(period_start=dt.date(2025, 12, 15))
    place.handed_in(round_)
    made = actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)
    client = Client()
    client.force_login(place.collector.user)
    form = client.get(reverse("reporting:report", args=[made.pk])).context["form"]
    assert form["signer"].value() == deputy.pk, "the one leader of the body"
    data = {"number": "215/BC-STC", "issued_on": f"{DAY:%d/%m/%Y}", "signer": deputy.pk}
    page = client.post(reverse("reporting:issue", args=[made.pk]), data, follow=True).content.decode()
    paper = Document(io.BytesIO(bytes_of(Issued.objects.get().docx)))
    foot = [line.text for table in paper.tables for cell in table._cells for line in cell.paragraphs]
    block = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "Vũ Quang Huy"]
    assert foot[foot.index(block[0]) :][:4] == block
    assert "PHÓ GIÁM ĐỐC" in page
    assert "Vũ Quang Huy</div>" in page


@pytest.mark.parametrize(
    ("kind", "post", "lines"),
    [
        ("department", "Giám đốc Sở", "GIÁM ĐỐC"),
        ("department", "Phó Giám đốc Sở Tài chính", "KT. GIÁM ĐỐC/PHÓ GIÁM ĐỐC"),
        ("committee", "Phó Chủ tịch UBND tỉnh", "TM. ỦY BAN NHÂN DÂN/KT. CHỦ TỊCH/PHÓ CHỦ TỊCH"),
        ("committee", "Chủ tịch UBND xã", "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH"),
        ("party", "Phó Trưởng ban", "KT. TRƯỞNG BAN/PHÓ TRƯỞNG BAN"),
        ("alliance", "", "CHỦ TỊCH"),
        ("department", "Người đứng đầu", "GIÁM ĐỐC"),
    ],
)
def test_in_what_capacity_somebody_signs_follows_from_the_post(kind: str, post: str, lines: str) -> None:
    assert signing_as(kind, post).split("\n") == lines.split("/")


@pytest.mark.office
def test_the_pdf_is_tagged_and_kept_once(place: Scene) -> None:
    report = issued(place)
    docx = Issued.objects.get(report=report).docx
    assert jobs.make_pdf(docx.pk)
    first = files_of(report).pdf
    assert first
    assert jobs.make_pdf(docx.pk)
    assert Pdf.objects.get(docx=docx).file == first.file
    with pdfplumber.open(io.BytesIO(bytes_of(first.file))) as read:
        catalog = read.doc.catalog
        assert "StructTreeRoot" in catalog
        assert catalog["Lang"] == b"vi-VN"
        assert catalog["MarkInfo"] == {"Marked": True}
        assert catalog["ViewerPreferences"]["DisplayDocTitle"]
        assert "215/BC-STC" in read.pages[0].extract_text()
