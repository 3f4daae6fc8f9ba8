"""Files and forms that must not come in: each ends in a clear message in Vietnamese and changes nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hopluc.archive.models import Deed, File
from hopluc.intake.models import Paper, PaperFile
from hopluc.plans.models import Progress
from hopluc.reporting.models import ConsolidatedReport, Round, Submission, SubmissionEvent
from tests import factories
from tests.intake import samples
from tests.system import hostile
from tests.system import world as worlds
from tests.system.world import World

RECEIVE = "/van-ban/nhan/"
MEGABYTE = 1 << 20


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """The folder in which everything would lie that was kept or left over."""
    settings.FILES_ROOT = tmp_path / "kept" / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "kept")
    settings.UPLOAD_MAX_BYTES = MEGABYTE
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


@pytest.fixture
def officer(db: None) -> Client:
    client = Client()
    client.force_login(factories.person(factories.province()))
    return client


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def told(answer: HttpResponse) -> str:
    """What the alerts of a page say."""
    found = re.findall(r'role="alert"[^>]*>(.*?)</div>', answer.content.decode(), re.DOTALL)
    found += re.findall(r'class="invalid-feedback[^>]*>(.*?)</', answer.content.decode(), re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", one).strip() for one in found))


def nothing_kept(folder: Path) -> bool:
    rows = (Paper, PaperFile, File)
    return not files_in(folder) and not any(model.objects.exists() for model in rows)


# Deeds of making the person who sends.
NOT_OF_FILES = ("found", "open_account", "grant_role")


@pytest.mark.parametrize("what", hostile.FILES)
def test_a_file_that_must_not_come_in_is_refused_in_words_and_not_kept(
    officer: Client, kept: Path, what: str
) -> None:
    name, content, words = hostile.FILES[what]
    answer = officer.post(RECEIVE, {"files": [SimpleUploadedFile(name, content())]})
    assert answer.status_code == 422
    assert words in told(answer)
    assert nothing_kept(kept)
    secrets = Deed.objects.filter(verb="refuse_secret_paper").count()
    assert secrets == ("mật" in what.lower())
    assert Deed.objects.exclude(verb__in=NOT_OF_FILES).count() == secrets


def test_one_bad_file_among_good_ones_keeps_all_of_them_out(officer: Client, kept: Path) -> None:
    good = SimpleUploadedFile("ke-hoach.txt", samples.TEXT.encode())
    bad = SimpleUploadedFile("phu-luc.docx", hostile.secret_word("TỐI MẬT"))
    answer = officer.post(RECEIVE, {"files": [good, bad]})
    assert answer.status_code == 422
    assert nothing_kept(kept)


def test_nothing_chosen_and_too_many_files_are_told(officer: Client, kept: Path) -> None:
    assert "Chưa chọn tệp" in told(officer.post(RECEIVE, {}))
    many = [SimpleUploadedFile(f"{n}.txt", samples.TEXT.encode()) for n in range(11)]
    assert "10 tệp" in told(officer.post(RECEIVE, {"files": many}))
    assert nothing_kept(kept)


def test_a_name_cannot_lead_out_of_the_folder(officer: Client, kept: Path) -> None:
    file = SimpleUploadedFile("x.txt", samples.TEXT.encode())
    file._name = "../../../tmp/ke-hoach.txt"
    assert officer.post(RECEIVE, {"files": [file]}).status_code == 302
    assert Paper.objects.get().name == "ke-hoach.txt"
    assert [path.parent.parent for path in files_in(kept)] == [kept / "files"]


def test_the_same_upload_twice_is_one_paper(officer: Client, kept: Path) -> None:
    sent = [
        officer.post(RECEIVE, {"files": [SimpleUploadedFile("a.txt", samples.TEXT.encode())]})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Paper.objects.count() == File.objects.count() == len(files_in(kept)) == 1


# --- forms ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(kept_for_the_module: None) -> World:
    return worlds.build()


@pytest.fixture
def world(built: World, db: None) -> World:
    return built


def signed_in(world: World, place: str, role: str = "officer") -> Client:
    client = Client()
    client.force_login(world.people[place, role])
    return client


def report_form(world: World, **changes: Any) -> dict[str, Any]:
    form = {"on": world.plan.period_start, "state": "under_way", "percent": 30, "narrative": "Đã mở hai lớp."}
    return form | changes


@pytest.mark.parametrize("day", ["32/13/2026", "2026-02-30", "hôm qua", ""])
def test_a_day_that_does_not_exist_is_told_beside_the_form(world: World, day: str) -> None:
    before = Progress.objects.count(), Round.objects.count(), Deed.objects.count()
    sent = [
        signed_in(world, "lead").post(
            reverse("plans:report", args=[world.part.pk]), report_form(world, on=day)
        ),
        signed_in(world, "standing").post(
            reverse("reporting:open_round", args=[world.plan.pk]),
            {"title": "Kỳ ba", "period_start": day, "period_end": day, "cutoff": day, "due_on": day},
        ),
        signed_in(world, "standing").post(
            reverse("reporting:issue", args=[world.report.pk]), {"number": "1/BC", "issued_on": day}
        ),
    ]
    for answer in sent:
        assert answer.status_code == 422
        assert told(answer)
    assert (Progress.objects.count(), Round.objects.count(), Deed.objects.count()) == before
    assert ConsolidatedReport.objects.get(pk=world.report.pk).state == "draft"


def test_evidence_of_a_wrong_type_is_told_and_what_was_typed_stays(world: World) -> None:
    before = File.objects.count(), Progress.objects.count()
    false = SimpleUploadedFile("bien-ban.pdf", b"MZ\x90\x00 chuong trinh")
    answer = signed_in(world, "lead").post(
        reverse("plans:report", args=[world.part.pk]), report_form(world, evidence=false)
    )
    assert answer.status_code == 422
    assert "bien-ban.pdf" in told(answer)
    assert "Đã mở hai lớp." in answer.content.decode()
    assert (File.objects.count(), Progress.objects.count()) == before


def test_a_form_sent_after_the_session_ended_says_so_and_leads_back_to_the_form(world: World) -> None:
    address = reverse("plans:report", args=[world.part.pk])
    page = f"http://testserver{address}"
    before = Progress.objects.count()
    client = Client()
    answer = client.post(address, report_form(world), headers={"referer": page})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={address}"
    assert "chưa được ghi" in html.unescape(client.get(answer["Location"]).content.decode())
    # an address that only takes forms is not where the way back leads
    answer = client.post(reverse("reporting:close_round", args=[world.draft_round.pk]))
    assert answer["Location"] == f"{reverse('account_login')}?next=/"
    assert Progress.objects.count() == before
    assert Round.objects.get(pk=world.draft_round.pk).state == "open"


def test_a_second_click_on_a_report_of_progress_is_one_row(world: World) -> None:
    client, before = signed_in(world, "lead"), Progress.objects.count()
    form = report_form(world, once="mot-lan")
    sent = [client.post(reverse("plans:report", args=[world.part.pk]), form) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Progress.objects.count() == before + 1


def test_a_second_click_on_opening_a_round_leads_to_the_one_round(world: World) -> None:
    client = signed_in(world, "standing")
    start, end = world.plan.period_start, world.plan.period_end
    form = {
        "title": "Kỳ ba",
        "period_start": start,
        "period_end": end,
        "cutoff": end,
        "due_on": end,
        "addressee": "Ủy ban nhân dân tỉnh",
        "bodies": [world.bodies["lead"].pk],
    }
    sent = [client.post(reverse("reporting:open_round", args=[world.plan.pk]), form) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Round.objects.filter(title="Kỳ ba").count() == 1
    assert Submission.objects.filter(round__title="Kỳ ba").count() == 1


def test_a_second_click_on_handing_in_is_one_handing_in(world: World) -> None:
    client = signed_in(world, "lead", "approver")
    form = {"overview": "Đúng tiến độ.", "deed": "submit"}
    sent = [client.post(reverse("reporting:submission", args=[world.draft.pk]), form) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Submission.objects.get(pk=world.draft.pk).state == "submitted"
    assert SubmissionEvent.objects.filter(submission=world.draft, verb="submit").count() == 1
