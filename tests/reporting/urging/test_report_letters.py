"""Bodies that owe their report in a round are urged like those with late parts: a letter each."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import path_of
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Round
from hopluc.reporting.urging.actions import letters as actions
from hopluc.reporting.urging.models import Letter, LetterBatch
from tests import factories
from tests.reporting.scene import Scene, scene

TODAY = timezone.localdate()
DUE = TODAY - dt.timedelta(days=4)


@pytest.fixture
def world(db: None) -> tuple[Scene, Round]:
    found = scene()
    return found, found.open(due_on=DUE, cutoff=DUE)


def asked(found: Scene, round_: Round) -> LetterBatch:
    return actions.ask_report_letters(round_, by=found.collector, on=TODAY)


def paper(letter: Letter) -> str:
    assert letter.docx
    read = docx.Document(io.BytesIO(path_of(letter.docx.sha256).read_bytes()))
    head = [cell.text for row in read.tables[0].rows for cell in row.cells]
    return "\n".join([*head, *(paragraph.text for paragraph in read.paragraphs)])


def test_each_body_that_owes_its_report_gets_one_letter_and_who_sent_it_none(
    world: tuple[Scene, Round],
) -> None:
    found, round_ = world
    found.handed_in(round_)
    batch = asked(found, round_)
    actions.write_some(batch.pk)
    assert [letter.body for letter in batch.letters.order_by("pk")] == [found.commune]
    words = paper(batch.letters.get())
    assert "đôn đốc gửi báo cáo năm 2026" in words
    assert f"chưa nhận được báo cáo của {found.commune.name}, quá hạn 4 ngày" in words


def test_what_was_sent_back_is_urged_with_the_reason(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    sent = found.handed_in(round_)
    reporting.return_submission(sent, by=found.collector, reason="Thiếu số liệu.")
    batch = asked(found, round_)
    actions.write_some(batch.pk)
    words = paper(batch.letters.get(body=found.farming))
    assert "đã được trả lại để bổ sung (Thiếu số liệu)" in words


def test_who_hands_in_before_the_letter_is_written_gets_none(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    batch = asked(found, round_)
    found.handed_in(round_)
    actions.write_some(batch.pk)
    assert not batch.letters.filter(body=found.farming).exists()


def test_nobody_is_urged_in_a_round_that_is_shut_or_where_all_have_sent(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    for body in (found.farming, found.commune):
        found.handed_in(round_, body)
    with pytest.raises(ValidationError, match="Mọi cơ quan đã gửi"):
        asked(found, round_)
    reporting.close_round(round_, by=found.collector)
    round_.refresh_from_db()
    with pytest.raises(ValidationError, match="đã khóa"):
        asked(found, round_)


def test_only_who_collects_urges(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    with pytest.raises(PermissionDenied):
        actions.ask_report_letters(round_, by=found.officer, on=TODAY)


def test_from_the_rounds_page_to_a_letter_that_knows_the_report_has_come(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    client = Client()
    client.force_login(found.collector.user)
    address = reverse("urging:ask_round", args=[round_.pk])
    assert address in client.get(reverse("reporting:round", args=[round_.pk])).content.decode()
    assert found.commune.name in client.get(address).content.decode()
    answer = client.post(address, {"on": f"{TODAY:%d/%m/%Y}", "answer_by": "", "words": "Gấp."})
    batch = LetterBatch.objects.get()
    assert answer["Location"] == reverse("urging:batch", args=[batch.pk])
    actions.write_some(batch.pk)
    letter = batch.letters.get(body=found.farming)
    actions.mark_sent(letter, by=found.collector, number="7/STC-TH", sent_on=TODAY)
    farmer = Client()
    farmer.force_login(found.officer.user)
    assert reverse("urging:answer", args=[letter.pk]) in farmer.get("/").content.decode()
    found.handed_in(round_)
    page = client.get(reverse("urging:letter", args=[letter.pk])).content.decode()
    assert "Cơ quan đã gửi báo cáo ngày" in page
    listed = client.get(reverse("urging:letters")).content.decode()
    assert "Báo cáo chưa gửi" in listed


def test_a_stranger_finds_no_such_round(world: tuple[Scene, Round]) -> None:
    found, round_ = world
    client = Client()
    client.force_login(factories.acting(factories.body("Sở Nội vụ", parent=found.province)).user)
    assert client.get(reverse("urging:ask_round", args=[round_.pk])).status_code == 404
