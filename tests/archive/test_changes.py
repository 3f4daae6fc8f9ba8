"""Changes are taken once, by one worker, and come back when the work fails."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from hopluc.archive.actions import SYSTEM, record, take_changes
from hopluc.archive.models import Change, File


@transaction.atomic
def touch(*ids: int) -> None:
    for n in ids:
        record(SYSTEM, "touch", File(pk=n))


@pytest.mark.django_db
def test_changes_are_taken_oldest_first_and_once() -> None:
    touch(1, 2, 3)
    with transaction.atomic():
        assert [c.record_id for c in take_changes(limit=2)] == ["1", "2"]
    with transaction.atomic():
        assert [c.record_id for c in take_changes(limit=2)] == ["3"]
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_changes_are_back_when_the_work_fails() -> None:
    @transaction.atomic
    def refresh_and_fail() -> None:
        assert take_changes()
        raise ArithmeticError

    touch(1)
    with pytest.raises(ArithmeticError):
        refresh_and_fail()
    assert Change.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_taking_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        take_changes()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_workers_take_different_changes() -> None:
    touch(1, 2, 3, 4)
    taken, done = threading.Event(), threading.Event()
    first: list[str] = []

    def other() -> None:
        try:
            with transaction.atomic():
                first.extend(c.record_id for c in take_changes(limit=2))
                taken.set()
                assert done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert taken.wait(10)
    with transaction.atomic():
        mine = [c.record_id for c in take_changes()]
    done.set()
    thread.join()
    assert (first, mine) == (["1", "2"], ["3", "4"])
