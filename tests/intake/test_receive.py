"""Files at the door: what is kept, what is refused, and that nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django_q.models import OrmQ

from hopluc.archive.actions import keep, path_of
from hopluc.archive.models import Deed, File
from hopluc.compiler.read import Secret, Unreadable
from hopluc.intake import actions
from hopluc.intake.models import Compilation, Match, Paper, PaperFile
from hopluc.organizations.acting import Role
from tests import factories
from tests.intake.samples import TEXT, in_review, upload

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = TEXT.replace("KẾ HOẠCH\n", "MẬT\n\nKẾ HOẠCH\n", 1)


@pytest.fixture(autouse=True)
def no_files_left() -> Iterator[None]:
    before = set(Path(settings.FILES_ROOT).rglob("*"))
    yield
    for path in set(Path(settings.FILES_ROOT).rglob("*")) - before:
        if path.is_file():
            path.unlink()


def files_on_disk() -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


def test_a_document_is_kept_as_received_and_its_compiling_enqueued() -> None:
    by = factories.acting(factories.province())
    paper, made = actions.receive([upload()], by=by)
    assert made
    assert paper.state == Paper.State.WAITING
    row = paper.files.get()
    assert path_of(row.file.sha256).read_bytes() == TEXT.encode()
    assert OrmQ.objects.count() == 1
    assert Deed.objects.filter(verb="receive_paper", record_id=paper.pk).count() == 1


def test_the_same_files_again_are_recognised_in_the_same_body_only() -> None:
    head = factories.province()
    by = factories.acting(head)
    first, _made = actions.receive([upload()], by=by)
    again, made = actions.receive([upload(name="ten-khac.txt")], by=by)
    assert (again, made) == (first, False)
    elsewhere, made = actions.receive([upload()], by=factories.acting(factories.body(parent=head)))
    assert made
    assert elsewhere != first
    assert File.objects.count() == 1


def test_a_secret_is_refused_and_nothing_of_it_is_kept() -> None:
    by = factories.acting(factories.province())
    with pytest.raises(Secret):
        actions.receive([upload(), upload(SECRET)], by=by)
    assert not Paper.objects.exists()
    assert not File.objects.exists()
    assert files_on_disk() == []
    deed = Deed.objects.get(verb="refuse_secret_paper")
    assert deed.reason == "Văn bản mật, giao ngoài hệ thống."
    assert deed.fields == {}


def test_a_secret_that_only_the_job_sees_is_taken_away_again(monkeypatch: pytest.MonkeyPatch) -> None:
    by = factories.acting(factories.province())
    paper, _made = actions.receive([upload()], by=by)
    secret = keep([SECRET.encode()], "text/plain")
    PaperFile.objects.create(paper=paper, file=secret, name="phu-luc.txt", order=1)
    actions.compile_paper(paper.pk)
    assert not Paper.objects.exists()
    assert not File.objects.exists()
    assert files_on_disk() == []
    assert Deed.objects.filter(verb="refuse_secret_paper").count() == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7 ...", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"Rar!\x1a\x07", "wrong-type"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"K\xff\xfe\x00 not a text", "wrong-type"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_words_and_changes_nothing(data: bytes, code: str) -> None:
    by = factories.acting(factories.province())
    with pytest.raises(Unreadable) as refused:
        actions.receive([actions.Upload("tai-lieu.docx", data)], by=by)
    assert refused.value.code == code
    assert len(refused.value.message_vi) > 20
    assert not Paper.objects.exists()
    assert files_on_disk() == []


def test_too_much_and_nothing_at_all_are_refused(settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 1000  # type: ignore[attr-defined]
    by = factories.acting(factories.province())
    with pytest.raises(ValidationError, match="vượt giới hạn"):
        actions.receive([upload()], by=by)
    with pytest.raises(ValidationError, match="Chưa chọn tệp"):
        actions.receive([], by=by)
    assert not Paper.objects.exists()


def test_viewers_and_cooperatives_receive_nothing() -> None:
    head = factories.province()
    farm = factories.body("HTX Biển Xanh", kind="cooperative", parent=head)
    for by in (factories.acting(head, Role.VIEWER), factories.acting(farm)):
        with pytest.raises(PermissionDenied):
            actions.receive([upload()], by=by)
    assert not Paper.objects.exists()


def test_compiling_twice_keeps_one_result() -> None:
    paper = in_review(factories.acting(factories.province()))
    made = Compilation.objects.get(paper=paper)
    actions.compile_paper(paper.pk)
    assert Compilation.objects.get(paper=paper).made_at == made.made_at
    assert Deed.objects.filter(verb="compile_paper").count() == 1


def test_a_worker_killed_on_the_way_leaves_a_paper_that_the_next_one_finishes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper, _made = actions.receive([upload()], by=factories.acting(factories.province()))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions, "blocks_of", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.compile_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == Paper.State.COMPILING
    actions.compile_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == Paper.State.REVIEW


def test_certain_parties_are_matched_when_the_paper_is_compiled() -> None:
    head = factories.province()
    finance = factories.body("Sở Tài chính", parent=head)
    paper = in_review(factories.acting(head))
    assert Match.objects.get(paper=paper, folded="so-tai-chinh").organisation == finance
    assert not Match.objects.filter(paper=paper, folded="thanh-tra-tinh").exists()


def test_a_paper_that_could_not_be_read_says_why_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by = factories.acting(factories.province())
    paper, _made = actions.receive([upload()], by=by)

    def broken(*_: object) -> None:
        raise Unreadable("Tệp hỏng. Hãy gửi lại.", "damaged")

    with monkeypatch.context() as patch:
        patch.setattr(actions.read, "read_bytes", broken)
        actions.compile_paper(paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.message) == (Paper.State.FAILED, "Tệp hỏng. Hãy gửi lại.")
    same, made = actions.receive([upload()], by=by)
    assert (same.pk, made, same.state) == (paper.pk, False, Paper.State.WAITING)
    actions.compile_paper(paper.pk)
    paper.refresh_from_db()
    assert paper.state == Paper.State.REVIEW


def test_a_discarded_paper_is_gone_with_its_review_and_its_job_does_nothing() -> None:
    by = factories.acting(factories.province())
    paper, _made = actions.receive([upload()], by=by)
    actions.discard(paper, by=by)
    actions.compile_paper(paper.pk)
    assert not Paper.objects.exists()
    assert Deed.objects.filter(verb="discard_paper").count() == 1
