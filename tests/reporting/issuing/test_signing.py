"""Signing the issued PDF here, bringing back one signed outside, and what anybody learns of a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import File, Notice
from hopluc.office.signing import signing as pades
from hopluc.organizations.acting import Acting
from hopluc.reporting.issuing import jobs, signing
from hopluc.reporting.issuing.codes import shown
from hopluc.reporting.issuing.models import Issued, Signed
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.reviews import actions as reviews
from tests import factories
from tests.reporting.issuing.signers import PASSWORD, key_of, keyring_in, root
from tests.reporting.issuing.test_freezing import bytes_of, issued
from tests.reporting.reviews import scene as reviewing
from tests.reporting.scene import Scene, scene

pytestmark = [pytest.mark.django_db, pytest.mark.office]


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def leader(place: Scene, settings: Any, tmp_path: Path) -> Acting:
    """The leader of the finance department, whose key and whose body's seal are in the keyring."""
    found = factories.acting(place.finance, "approver")
    settings.SIGNING = keyring_in(tmp_path, place.finance.pk, found.user.username)
    return found


@pytest.fixture
def report(place: Scene) -> ConsolidatedReport:
    """An issued report whose PDF has been made."""
    found = issued(place)
    docx = files_of(found).docx
    assert docx
    assert jobs.make_pdf(docx.pk)
    return ConsolidatedReport.objects.select_related("round__collector").get(pk=found.pk)


def uploaded(data: bytes, name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def checked(data: bytes, name: str = "bao-cao.pdf") -> tuple[int, str]:
    """What a visitor reads of a file."""
    answer = Client().post(reverse("issuing:check_file"), {"file": uploaded(data, name)})
    return answer.status_code, answer.content.decode()


def test_leader_signs_clerk_seals_and_anybody_checks(
    place: Scene,
    leader: Acting,
    report: ConsolidatedReport,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(PermissionDenied):
        signing.sign(report, by=place.collector, password=PASSWORD)
    with pytest.raises(ValidationError, match="Lãnh đạo ký trước"):
        signing.seal(report, by=place.collector)
    with pytest.raises(ValidationError, match="sai mật khẩu"):
        signing.sign(report, by=leader, password="sai")
    jobs.make_pdf(files_of(report).docx.pk)  # type: ignore[union-attr]
    (notice,) = Notice.objects.filter(person_id=leader.user.pk, key__startswith="sign-off-")
    assert notice.text == "Báo cáo số 215/BC-STC đã phát hành, chờ ký số."
    client = Client()
    client.force_login(leader.user)
    page = client.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert "Mật khẩu khóa ký" in page
    client.post(reverse("issuing:sign", args=[report.pk]), {"password": PASSWORD})
    signed = Signed.objects.get()
    assert (signed.way, signed.same, len(signed.found["signatures"])) == ("here", True, 1)
    with pytest.raises(ValidationError, match="đã có chữ ký số của lãnh đạo"):
        signing.sign(report, by=leader, password=PASSWORD)
    look = signing.examined

    def interrupted(data: bytes, now: dt.datetime) -> Any:
        """Another clerk seals while this one's signature is being looked at."""
        monkeypatch.setattr(signing, "examined", look)
        signing.seal(report, by=place.collector)
        return look(data, now)

    monkeypatch.setattr(signing, "examined", interrupted)
    with pytest.raises(ValidationError, match="Vừa có người khác ký"):
        signing.seal(report, by=place.collector)
    sealed = Signed.objects.get(way="seal")
    assert (sealed.base, len(sealed.found["signatures"])) == (signed.file, 2)
    page = client.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert page.count("Chữ ký hợp lệ") == 3  # of the first file one, of the second both
    assert "thử nghiệm" in page

    kept = File.objects.count()
    data = bytes_of(sealed.file)
    status, told = checked(data)
    assert (status, "trùng khớp từng byte" in told, "215/BC-STC" in told) == (200, True, True)
    assert told.count("Chữ ký hợp lệ") == 2
    files = files_of(report)
    assert files.pdf
    assert "không có chữ ký số" in checked(bytes_of(files.pdf.file))[1]
    assert "trùng khớp" in checked(bytes_of(files.docx), "bao-cao.docx")[1]
    assert "không trùng với văn bản nào" in checked(bytes_of(report.docx), "du-thao.docx")[1]
    more = pades.prepare(data, {"Khac": ("Ô khác", None)})
    assert "chỉ thêm chữ ký số" in checked(more)[1]
    tampered = data.replace(b"/Contents", b"/Cantents", 1)
    assert "trùng khớp" not in checked(tampered)[1]
    assert File.objects.count() == kept, "a checked file is not kept"
    settings.SIGNING = tmp_path / "missing.toml"
    assert "không do tổ chức mà hệ thống này tin cậy" in checked(data)[1]


def test_a_pdf_signed_outside_is_told_from_another(
    place: Scene, leader: Acting, report: ConsolidatedReport
) -> None:
    pdf = bytes_of(files_of(report).pdf.file)  # type: ignore[union-attr]
    with pytest.raises(ValidationError, match="bản PDF chưa ký"):
        signing.take_signed(report, by=place.collector, data=pdf, name="a.pdf")
    with pytest.raises(ValidationError, match="Không đọc được"):
        signing.take_signed(report, by=place.collector, data=b"%PDF-1.7 junk", name="a.pdf")
    key = pades.load_key(*key_of(root("Tổ chức khác")))
    good = pades.sign(pdf, key, field="ChuKy", reason="Ký", body="Sở")
    client = Client()
    client.force_login(place.collector.user)
    client.post(reverse("issuing:take_signed", args=[report.pk]), {"file": uploaded(good)})
    with pytest.raises(ValidationError, match="đã được ký bên ngoài"):
        signing.sign(report, by=leader, password=PASSWORD)
    other = pades.sign(
        pades.prepare(pdf, {"Khac": ("Ô", pades.Place(0, (50, 50, 90, 90)))}),
        key,
        field="Khac",
        reason="",
        body="",
    )
    assert signing.take_signed(report, by=place.collector, data=other, name="b.pdf").same
    assert [one.same for one in Signed.objects.order_by("pk")] == [True, True]
    page = client.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert "chưa xác nhận được người ký" in page
    sealed = signing.seal(report, by=place.collector)
    assert sealed.same
    foreign = pades.sign(
        pades.prepare(_other_pdf(), {"ChuKy": ("Ô", None)}), key, field="ChuKy", reason="", body=""
    )
    assert not signing.take_signed(report, by=place.collector, data=foreign, name="c.pdf").same
    page = client.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert "Không xác nhận được tệp này là bản PDF đã phát hành" in page


def _other_pdf() -> bytes:
    from tests.office.test_signing import blank_pdf

    return blank_pdf()


def test_the_public_page_tells_only_what_is_printed(place: Scene) -> None:
    report = issued(place)
    code = Issued.objects.get().code
    typed = Client().post(reverse("issuing:check"), {"code": shown(code).lower().replace("0", "o")})
    told = Client().get(reverse("issuing:check_code", args=[code])).content.decode()
    for page in (typed.content.decode(), told):
        assert "Sở Tài chính" in page
        assert "215/BC-STC" in page
    assert report.round.plan.title not in told
    assert place.collector.user.full_name not in told
    assert Client().get(reverse("issuing:check_code", args=["0" * 12])).status_code == 404
    assert Client().post(reverse("issuing:check"), {"code": "12"}).status_code == 422


def test_hostile_files_end_in_a_message_and_a_limit(db: None, settings: Any) -> None:
    for data in (
        b"%PDF-1.7\n" + b"[" * 200_000,
        b"%PDF-1.4\nxref\n0 99999999\ntrailer<</Size 1/Root 1 0 R>>",
    ):
        status, told = checked(data)
        assert (status, "Không đọc được tệp PDF" in told) == (422, True)
    assert checked(b"MZ not a document")[0] == 422
    assert "không trùng" in checked(b"PK\x03\x04 not a docx", "a.docx")[1]
    settings.ACCOUNT_RATE_LIMITS = {"check_file": "1/m/ip"}
    client = Client(REMOTE_ADDR="203.0.113.9")
    answers = [client.post(reverse("issuing:check_file"), {}).status_code for _ in range(2)]
    assert answers == [422, 429]


def test_the_report_of_a_review_is_a_pdf_to_be_signed_and_known_again() -> None:
    world = reviewing.scene()
    issued = reviews.issue(
        world.review(), by=world.officer, number="7/BC-STC", issued_on=timezone.localdate()
    )
    assert issued.docx
    assert jobs.make_pdf(issued.docx.pk)
    client = Client()
    client.force_login(world.officer.user)
    answer = client.get(reverse("reviews:download", args=[issued.pk, "pdf"]))
    data = b"".join(answer)  # type: ignore[arg-type]
    assert pades.empty_fields(data) == ["ChuKy", "ConDau"]
    status, told = checked(data)
    assert (status, "trùng khớp từng byte" in told, "7/BC-STC" in told) == (200, True, True)
