"""The journal of deeds: append-only, sealed, and any tampering shows."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from hopluc.archive import command, jobs, journal
from hopluc.archive.actions import SYSTEM, Actor, record
from hopluc.archive.models import Deed, File, Seal

pytestmark = pytest.mark.django_db


def deeds(count: int) -> list[Deed]:
    """So many deeds, each in a transaction of its own."""
    made = []
    for n in range(count):
        with transaction.atomic():
            thing = File(pk=n + 1)
            made.append(record(Actor(n + 1, "Trần Thị Lan"), "file", thing, fields={"b": n, "a": ["x"]}))
    return made


def tamper(**values: object) -> None:
    """What somebody with a database console does to the first deed."""
    first = Deed.objects.order_by("id")[:1]
    models.QuerySet.update(Deed.objects.filter(pk__in=[d.pk for d in first]), **values)


def test_a_deed_cannot_be_changed_through_the_orm() -> None:
    deed = deeds(1)[0]
    deed.reason = "khác"
    with pytest.raises(TypeError):
        deed.save()
    with pytest.raises(TypeError):
        Deed.objects.filter(pk=deed.pk).update(reason="khác")
    with pytest.raises(TypeError):
        Deed.objects.bulk_update([deed], ["reason"])


def test_a_deed_cannot_be_deleted_through_the_orm() -> None:
    deed = deeds(1)[0]
    with pytest.raises(TypeError):
        deed.delete()
    with pytest.raises(TypeError):
        Deed.objects.all().delete()
    assert Deed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_deed_needs_its_actions_transaction() -> None:
    with pytest.raises(RuntimeError):
        record(SYSTEM, "file", File(pk=1))


def test_sealing_closes_every_deed_once() -> None:
    deeds(5)
    assert [s.count for s in iter(lambda: journal.seal_next(limit=2), None)] == [2, 2, 1]
    assert journal.seal_all() == []
    assert not Deed.objects.filter(seal__isnull=True).exists()
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert journal.verify() == []


def test_the_job_says_how_many_batches_it_closed() -> None:
    deeds(3)
    assert (jobs.seal(), jobs.seal()) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "drop"}, {"kind": "x"}, {"record_id": "99"}, {"fields": {"b": 1}}, {"reason": "vì"},
        {"actor_id": 7}, {"actor_name": "Ai đó"}, {"body_id": 3}, {"body_name": "Sở khác"},
        {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)  # fmt: skip
def test_changing_any_word_of_a_sealed_deed_shows(change: dict[str, object]) -> None:
    deeds(3)
    journal.seal_all()
    tamper(**change)
    assert [f.seal for f in journal.verify()] == [1]


def test_removing_a_sealed_deed_shows() -> None:
    first = deeds(3)[0]
    journal.seal_all()
    models.QuerySet.delete(Deed.objects.filter(pk=first.pk))
    assert "xóa bớt" in journal.verify()[0].message


def test_inserting_a_deed_under_a_seal_shows() -> None:
    deeds(2)
    (seal,) = journal.seal_all()
    extra = deeds(1)[0]
    models.QuerySet.update(Deed.objects.filter(pk=extra.pk), seal=seal)
    assert "chèn thêm" in journal.verify()[0].message


def test_swapping_one_deed_for_another_shows() -> None:
    first = deeds(2)[0]
    (seal,) = journal.seal_all()
    extra = deeds(1)[0]
    models.QuerySet.delete(Deed.objects.filter(pk=first.pk))
    models.QuerySet.update(Deed.objects.filter(pk=extra.pk), seal=seal)
    assert "bị sửa" in journal.verify()[0].message


def test_a_back_dated_deed_shows_before_it_is_sealed() -> None:
    deeds(1)
    journal.seal_all()
    deeds(1)
    assert journal.verify() == []
    late = Deed.objects.filter(seal__isnull=True)
    models.QuerySet.update(late, at=timezone.now() - dt.timedelta(days=3))
    assert [f.seal for f in journal.verify()] == [None]


def test_a_lost_seal_in_the_middle_shows() -> None:
    deeds(6)
    while journal.seal_next(limit=2):
        pass
    second = Seal.objects.get(number=2)
    models.QuerySet.update(Deed.objects.filter(seal=second), seal=None)
    models.QuerySet.update(Seal.objects.filter(number=3), previous=None)
    models.QuerySet.delete(Seal.objects.filter(number=2))
    assert {f.seal for f in journal.verify()} == {3}


def test_a_cut_tail_shows_to_whoever_noted_its_digest() -> None:
    deeds(1)
    journal.seal_all()
    deeds(1)
    (last,) = journal.seal_all()
    assert journal.verify(expect=last.digest) == []
    models.QuerySet.delete(Deed.objects.filter(seal=last))
    models.QuerySet.delete(Seal.objects.filter(pk=last.pk))
    assert journal.verify() == []
    assert journal.verify(expect=last.digest)


def test_the_command_seals_and_says_when_the_journal_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    deeds(2)
    assert (command.main(["seal"]), command.main(["verify"])) == (0, 0)
    assert Seal.objects.get().digest in capsys.readouterr().out
    tamper(reason="khác")
    assert command.main(["verify"]) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_a_deed_that_commits_late_with_a_low_id_goes_into_the_next_batch() -> None:
    written, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record(SYSTEM, "slow", File(pk=1))
                written.set()
                assert sealed.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(10)
    with transaction.atomic():
        record(SYSTEM, "quick", File(pk=2))
    (first,) = journal.seal_all()
    sealed.set()
    thread.join()
    assert [d.verb for d in first.deeds.all()] == ["quick"]
    (second,) = journal.seal_all()
    assert [d.verb for d in second.deeds.all()] == ["slow"]
    assert second.deeds.get().pk < first.deeds.get().pk
    assert journal.verify() == []


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the tests' SQLite lies in memory and has no writers' queue"
)
@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_make_one_chain() -> None:
    deeds(40)

    def work() -> None:
        try:
            for _ in range(40):
                journal.seal_next(limit=3)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.seal_all()
    assert sum(Seal.objects.values_list("count", flat=True)) == 40
    assert journal.verify() == []
