"""The whole life of a record, from the clause that asked for it to its result: what rooms offer of it.

A room's `life.py` has
- `SUBJECTS`: slug of a kind of its records → `find(pk, by, known)`: the `Subject`, or None where there is
  no such record for this person; its result is that of the moment `known` (None: now);
- `life_of(subject, by)`: the events that the room knows of the subject's threads, in any order, only
  those that the person may read. A room knows nothing of the others: what they have to do with one another is
  said by the ids in the threads.

Every event says on which day it holds and when it was recorded, so that "as known on" a day is a cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting

Threads = Mapping[str, frozenset[int]]  # kind as the journal names it (`plans.task`) → ids


class Kind(models.TextChoices):
    """Kinds of events, in the order in which a life usually meets them."""

    CLAUSE = "clause", _("Văn bản, rà soát")
    ADOPTION = "adoption", _("Đưa vào theo dõi, kết thúc")
    MANDATE = "mandate", _("Liên kết cấp trên, giao chỉ tiêu")
    PART = "part", _("Giao việc, phân công")
    DEADLINE = "deadline", _("Thời hạn, gia hạn")
    PROGRESS = "progress", _("Kết quả, ký duyệt")
    DELIVERY = "delivery", _("Sản phẩm")
    FIGURE = "figure", _("Số thực hiện")
    AMENDMENT = "amendment", _("Sửa đổi")
    URGING = "urging", _("Nhắc việc, đôn đốc")
    PROBLEM = "problem", _("Khó khăn, vướng mắc")
    VISIT = "visit", _("Kiểm tra, kiến nghị")
    MEETING = "meeting", _("Họp, kết luận")
    REPORT = "report", _("Báo cáo")
    HANDOVER = "handover", _("Sắp xếp cơ quan")


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a plan's document says it: an item of a section of the compiled plan, by code or by place.

    words: as the plan was opened with; span: code points of the compiled text, None where a person added it.
    """

    plan: int
    section: str
    code: str
    words: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A record whose life is told.

    threads: the records whose events make it up. bodies: where not empty, only what these bodies did or
    were asked for is told of tasks. result: how it stands at the end, in words.
    """

    kind: str
    pk: int
    title: str
    address: str
    threads: Threads
    clause: Clause | None = None
    bodies: frozenset[int] = frozenset()
    result: str = ""
    of: str = ""

    def ids(self, kind: str) -> frozenset[int]:
        """The records of a kind that the life is made of."""
        return self.threads.get(kind, frozenset())


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the day it holds for, when it was recorded, what, by whom.

    address: the page where the person may read more, "" for none.
    """

    on: dt.date
    at: dt.datetime
    kind: Kind
    what: str
    words: str = ""
    who: str = ""
    body: str = ""
    address: str = ""


Find = Callable[[int, Acting, dt.datetime | None], Subject | None]


class Room(Protocol):
    """A room's `life.py`."""

    SUBJECTS: Mapping[str, Find]

    def life_of(self, subject: Subject, by: Acting) -> Iterator[Event]:
        """The events that the room knows of a subject."""


def deeds_of(threads: Threads, kinds: Iterable[str], verbs: Iterable[str]) -> Iterator[Deed]:
    """The deeds with these verbs upon the threads' records of these kinds, oldest first."""
    wanted = models.Q(pk__in=[])
    for kind in kinds:
        if ids := threads.get(kind):
            wanted |= models.Q(kind=kind, record_id__in=[str(pk) for pk in ids])
    rows: Iterable[Deed] = Deed.objects.filter(wanted, verb__in=list(verbs)).order_by("at", "pk")
    yield from rows
