"""Rows that are held while another changes what they refer to."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import transaction

from hopluc.archive.holding import held
from hopluc.organizations.models import Organisation
from tests import factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WHILE_THE_OTHER_ASKS = 0.2  # seconds; too few would only let the test pass


def test_a_row_waited_for_is_found_with_what_it_refers_to_now() -> None:
    before, after, body = (factories.body() for _n in range(3))
    Organisation.objects.filter(pk=body.pk).update(parent=before)
    changed, asked = threading.Event(), threading.Event()

    def change() -> None:
        with transaction.atomic():
            one = held(Organisation.objects.select_related("parent"), body.pk)
            one.parent = after
            one.save(update_fields=["parent"])
            changed.set()
            asked.wait(10)
            time.sleep(WHILE_THE_OTHER_ASKS)

    def ask() -> int | None:
        changed.wait(10)
        asked.set()
        with transaction.atomic():
            # Both joins are inner ones: the parent is asked for by name.
            rows = Organisation.objects.select_related("parent").filter(parent__isnull=False)
            return held(rows, body.pk).parent_id

    assert at_once(change, ask) == [None, after.pk]
