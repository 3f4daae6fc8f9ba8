"""What a body holds here: the documents that it received."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.intake.models import Paper
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of

COVERS = {
    "intake.Paper.body": "papers pass on, so that their review goes on and adopted ones can be read",
    "intake.Match.organisation": "stays: whom the document meant on its day",
}


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Papers, those under review by name."""
    papers = Paper.objects.filter(body=body)
    review = papers.exclude(state=Paper.State.ADOPTED).order_by("pk")
    return [
        Held(
            _("Văn bản đang rà soát"),
            len(review),
            _("cơ quan kế thừa rà soát tiếp"),
            tuple(paper.name for paper in review),
        ),
        Held(
            _("Văn bản đã đưa vào theo dõi"),
            papers.filter(state=Paper.State.ADOPTED).count(),
            _("cơ quan kế thừa xem được"),
        ),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Papers, one by one."""
    names = {True: _("Văn bản đã đưa vào theo dõi"), False: _("Văn bản đang rà soát")}
    return [
        Item(key_of(paper), names[paper.state == Paper.State.ADOPTED], paper.name)
        for paper in Paper.objects.filter(body=body).order_by("pk")
    ]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Papers go to the successor, but those whose very files it received itself."""
    known = set(Paper.objects.filter(body=successor).values_list("sha256", flat=True))
    papers = Paper.objects.select_for_update().filter(body=body).exclude(sha256__in=known)
    for paper in filter(share.has, papers.order_by("pk")):
        paper.body = successor
        paper.save(update_fields=["body"])
        record(by, "pass_on", paper, body_id=successor.pk, first_day=on)
