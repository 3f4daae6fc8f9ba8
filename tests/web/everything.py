"""The World with what it lacks of the kinds that search finds."""

from __future__ import annotations

from hopluc.archive.actions import SYSTEM
from hopluc.handover import actions as handover
from hopluc.plans.models import Citation, ReportingDuty
from tests import factories
from tests.system import world as worlds
from tests.system.world import World


def build() -> World:
    """The World, with a citation, a duty to report and a body that was renamed, in a province that has
    nothing to do with `elsewhere`."""
    world = worlds.build()
    Citation.objects.create(
        plan=world.plan, number="12/QĐ-TTg", title="Chương trình trồng rừng", role="basis"
    )
    ReportingDuty.objects.create(plan=world.plan, order=1, kind="report", text="Báo cáo trước ngày 25/11.")
    under = factories.body("Trung tâm Một", parent=world.bodies["owner"])
    handover.rename(under, by=SYSTEM, name="Trung tâm Hai", on=world.today, document="Quyết định số 1")
    return world
