"""The white book as people meet it: defined, gathered, reviewed, frozen, corrected by the next edition."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Role
from hopluc.reporting.editions import actions
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.measures.scope import Scope
from hopluc.reporting.editions.models import Book, Edition
from tests import factories
from tests.reporting.reviews.scene import Scene, scene
from tests.reporting.reviews.test_pages import client, text, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Scene:
    return scene()


def test_a_book_is_defined_gathered_reviewed_frozen_and_corrected(world: Scene) -> None:
    officer, leader = client(world.finance), client(world.finance, Role.APPROVER)
    page = text(officer.post(reverse("editions:make"), {"title": "Sách trắng kinh tế tập thể"}, follow=True))
    assert "Nhiệm vụ theo tình trạng" in page
    assert "chưa có sổ này" in page
    book = Book.objects.get()
    form = {
        "chapter": "Chỉ tiêu phát triển", "title": "Kế hoạch theo cơ quan", "counts": "plans:owner",
        "years": 2,
    }  # fmt: skip
    assert "Kế hoạch theo cơ quan" in text(
        officer.post(reverse("editions:add_table", args=[book.pk]), form, follow=True)
    )
    year = {"year": 2025, "as_of": "31/12/2025"}
    page = text(officer.post(reverse("editions:make_edition", args=[book.pk]), year, follow=True))
    edition = Edition.objects.get()
    assert "Còn 8 bảng chưa soát" in page
    assert "hệ thống chưa có sổ đăng ký hợp tác xã" in page

    freeze = reverse("editions:freeze", args=[edition.pk])
    assert officer.post(freeze).status_code == 403
    assert "Còn bảng chưa soát" in text(leader.post(freeze, follow=True))
    for table in edition.tables.all():
        check = {"reviewed": "on", "note": "Đã đối chiếu.", "seen": edition.revision}
        text(officer.post(reverse("editions:check", args=[table.pk]), check, follow=True))
    assert "Đã khóa" in text(leader.post(freeze, follow=True))

    download = reverse("editions:download", args=[edition.pk, "docx"])
    paper = words(officer.get(download))
    for told in (
        "CHƯƠNG I. KẾ HOẠCH VÀ NHIỆM VỤ",
        "TOC \\o",
        "Bảng 4. Chỉ tiêu kế hoạch và thực hiện",
        "190",
    ):
        assert told in paper
    assert "Số:" not in paper  # a book bears no number
    data = b"".join(officer.get(reverse("editions:download", args=[edition.pk, "xlsx"])))  # type: ignore[arg-type]
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert sheets.sheet_names == ["Mục lục", *(f"Bảng {n}" for n in range(1, 9))]
    assert 190.0 in sheets.get_sheet_by_name("Bảng 4").to_python()[4]

    edition.refresh_from_db()
    told = text(Client().get(reverse("issuing:check_code", args=[edition.content["code"]])))  # type: ignore[index]
    assert "năm 2025, xuất bản lần 1" in told

    # What is typed later, or said differently in the definition, changes nothing of what is frozen.
    world.typed(world.target, dt.date(2025, 12, 20), 192)
    with pytest.raises(ValidationError):
        actions.gather_edition(edition, by=world.officer)
    assert words(officer.get(download)) == paper
    assert "192" not in text(officer.get(reverse("editions:edition", args=[edition.pk])))
    again = reverse("editions:make_edition", args=[book.pk])
    assert "ghi lý do hiệu chỉnh" in text(officer.post(again, year), 422)
    page = text(officer.post(again, year | {"reason": "Có số liệu bổ sung"}, follow=True))
    second = Edition.objects.get(number=2)
    assert second.corrects == edition
    assert "1 số liệu khác bản trước" in page
    for table in second.tables.all():
        actions.review_table(table, by=world.officer, note="", reviewed=True)
    actions.freeze(second, by=factories.acting(world.finance, Role.APPROVER))
    files = b"".join(officer.get(reverse("editions:download", args=[second.pk, "zip"])))  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(files)) as made:
        rows = list(csv.DictReader(io.StringIO(made.read("hieu-chinh.csv").decode("utf-8-sig"))))
        tidy = made.read(next(name for name in made.namelist() if "chi-tieu" in name)).decode("utf-8-sig")
    assert [(row["cot"], row["ban_truoc"], row["ban_nay"]) for row in rows] == [
        ("Thực hiện 2025", "190", "192")
    ]
    assert "Thực hiện,2025,192" in tidy

    # A frozen edition is read by everybody; a draft by its body.
    assert text(client(world.farming).get(reverse("editions:edition", args=[edition.pk])))
    draft = actions.make_edition(book, 2026, by=world.officer, as_of=timezone.localdate())
    assert client(world.farming).get(reverse("editions:edition", args=[draft.pk])).status_code == 404


def test_figures_that_come_again_keep_their_review_and_others_are_reviewed_anew(world: Scene) -> None:
    book = actions.make_book("Sách", by=world.officer)
    edition = actions.make_edition(book, 2025, by=world.officer, as_of=dt.date(2025, 12, 31))
    for table in edition.tables.all():
        actions.review_table(table, by=world.officer, note="Ghi chú", reviewed=True)
    world.typed(world.target, dt.date(2025, 12, 20), 192)
    actions.gather_edition(edition, by=world.officer)
    waiting = edition.tables.filter(reviewed_at=None)
    assert [table.title for table in waiting] == ["Chỉ tiêu kế hoạch và thực hiện"]
    assert {table.note for table in edition.tables.all()} == {"Ghi chú"}
    stale = edition.tables.first()
    assert stale
    with pytest.raises(ValidationError, match="vừa được lấy lại"):
        actions.review_table(stale, by=world.officer, note="", reviewed=True, seen=1)


def test_what_was_not_known_then_is_not_counted_and_the_future_is_unknown(world: Scene) -> None:
    book = actions.make_book("Sách", by=world.officer)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    edition = actions.make_edition(
        book, 2025, by=world.officer, as_of=dt.date(2025, 12, 31), known_on=yesterday
    )
    tables = {one.title: one.content for one in edition.tables.all()}
    assert not tables["Chỉ tiêu kế hoạch và thực hiện"].get("rows")
    now = actions.make_edition(book, 2024, by=world.officer, as_of=dt.date(2024, 12, 31))
    scope = Scope(world.finance, [2024, 2025, 2026], now.moment)
    rows = {row.label: row.values for row in MEASURES["tasks"].gather(scope, "status").rows}
    assert rows["Tổng số"] == (Decimal(1), None, None)
