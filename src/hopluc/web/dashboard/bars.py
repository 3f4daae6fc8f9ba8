"""A dashboard's table: a line with its bar for each plan, agency, field or area; numbers open their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.plans.boards import LATE
from hopluc.plans.rules import Status
from hopluc.ui.statuses import BADGES
from hopluc.web.dashboard.counting import NO_FIELD, Asked, Cell, Facts, Sum, summed

# As frontend/plans.scss colours them; the numbers beside the bars say it too.
COLOURS = {
    Status.DONE_ON_TIME: "#2fb344",
    Status.DONE_LATE: "#f2c14e",
    Status.ON_TRACK: "#206bc4",
    Status.OVERDUE: "#d63939",
    Status.NOT_BEGUN: "#9aa8b5",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Parts of one status in a bar: where it begins and how long it is, as SVG wants it (of 100)."""

    status: Status
    count: int
    x: str
    width: str
    colour: str
    address: str

    @property
    def words(self) -> str:
        """The status in words."""
        return str(BADGES[self.status.value].text)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the table. `segments`: every status in turn, also those without parts."""

    name: str
    sums: Sum
    segments: Sequence[Segment]
    address: str
    late_address: str


def opened(asked: Asked) -> str:
    """The address of the parts that pass the filters."""
    words = urlencode(asked.words)
    return reverse("web:dashboard_parts") + (f"?{words}" if words else "")


def bar(name: str, sums: Sum, asked: Asked) -> Bar:
    """A bar of its parts by status. All bars are as long: a commune's is read as well as a province's, how
    many parts it has stands beside it."""
    found, done, length = [], 0, sums.total or 1
    for status, colour in COLOURS.items():
        n = sums.counts.get(status.value, 0)
        x, width = (f"{100 * k / length:.2f}" for k in (done, n))
        address = opened(replace(asked, tinh_trang=status.value))
        found.append(Segment(status, n, x, width, colour, address))
        done += n
    return Bar(name, sums, found, opened(asked), opened(replace(asked, tinh_trang=LATE)))


def whole(found: Facts, asked: Asked) -> Bar:
    """All that passes the filters as one bar."""
    sums = summed(found.chosen(asked))
    return bar(_("Tất cả"), sums, asked)


def by(found: Facts, asked: Asked, dimension: str) -> list[Bar]:
    """A bar for each plan, agency, field or area: plans and fields as the documents order them, areas by
    level, agencies and areas with most late parts first."""
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell in found.chosen(asked):
        cells[found.value(cell, dimension)].append(cell)
    sums = {value: summed(of) for value, of in cells.items()}
    order = sorted(sums, key=lambda value: _place(found, dimension, value, sums[value], cells[value][0]))
    return [
        bar(
            name_of(found, dimension, value, cells[value][0]),
            sums[value],
            replace(asked, **{dimension: value}),
        )
        for value in order
    ]


def name_of(found: Facts, dimension: str, value: str, cell: Cell) -> str:
    """What a value of a dimension is called; `cell`: one that has it."""
    if dimension == "ke_hoach":
        return str(found.plans[cell.plan])
    if dimension == "co_quan":
        return found.bodies[cell.body].name
    if dimension == "linh_vuc":
        return _("Ngoài các nhóm") if value == NO_FIELD else found.fields[value]
    return found.bodies[cell.body].area.name


def _place(found: Facts, dimension: str, value: str, sums: Sum, cell: Cell) -> tuple[object, ...]:
    if dimension == "ke_hoach":
        return (list(found.plans).index(cell.plan),)
    if dimension == "linh_vuc":
        return (list(found.fields).index(value) if value in found.fields else len(found.fields),)
    body = found.bodies[cell.body]
    if dimension == "co_quan":
        return (-sums.late, -sums.total, body.sort_key, body.pk)
    level, code = body.area.order
    return (level, -sums.late, -sums.total, code)
