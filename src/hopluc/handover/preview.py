"""The wizard's preview: everything that the bodies hold, item by item, with where it would go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hopluc.handover import rules
from hopluc.handover.actions import Decision
from hopluc.handover.queries import all_items, fingerprint, holdings
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import Held, Item


@dataclass(frozen=True, slots=True)
class Row:
    """An item with where it goes; `options`: (value, name, chosen) to choose from."""

    item: Item
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one kind that a body holds; `name` is that of the choice for all of them."""

    what: str
    name: str
    rows: tuple[Row, ...]
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Giving:
    """One body that gives: what passes item by item, and what keeps the name of its day."""

    body: Organisation
    groups: tuple[Group, ...]
    staying: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole of it; `seen` goes with the confirmation, so that a change in between is noticed."""

    giving: tuple[Giving, ...]
    seen: str


def preview(decided: Decision) -> Preview:
    """What would pass on where by the decision; nothing is written."""
    places = decided.places()
    every: list[Item] = []
    giving = []
    for holding in holdings(decided.predecessors, decided.on):
        items = all_items(holding.body, decided.on)
        every += items
        kinds = list(dict.fromkeys(item.what for item in items))
        groups = tuple(
            _group(decided, places, holding.body, number, what, [i for i in items if i.what == what])
            for number, what in enumerate(kinds)
        )
        giving.append(Giving(holding.body, groups, holding.staying))
    return Preview(tuple(giving), fingerprint(every))


def group_name(body: Organisation, number: int) -> str:
    """The name of the choice for a whole group, after forms.GROUP."""
    return f"{body.pk}:{number}"


def choices(decided: Decision, by_item: Mapping[str, str], by_group: Mapping[str, str]) -> dict[str, str]:
    """For each item where it goes as chosen: the choice for its group counts before its own."""
    found = dict(by_item)
    for body in decided.predecessors:
        items = all_items(body, decided.on)
        for number, what in enumerate(dict.fromkeys(item.what for item in items)):
            chosen = by_group.get(group_name(body, number))
            if chosen:
                found.update({item.key: chosen for item in items if item.what == what})
    return found


def _group(
    decided: Decision,
    places: list[rules.Place],
    body: Organisation,
    number: int,
    what: str,
    items: list[Item],
) -> Group:
    rows = []
    for item in items:
        goes = decided.choices.get(item.key) or rules.default_place(
            item.text, item.shared, places, ends=decided.ends
        )
        rows.append(Row(item, _options(decided, shared=item.shared, chosen=goes)))
    whole = _options(decided, shared=all(item.shared for item in items), chosen="")
    return Group(what, group_name(body, number), tuple(rows), whole)


def _options(decided: Decision, *, shared: bool, chosen: str) -> tuple[tuple[str, str, bool], ...]:
    named = []
    for number, heir in enumerate(decided.heirs):
        function = f" ({heir.function})" if heir.function else ""
        named.append((str(number), f"{heir.body.name}{function}"))
    if shared and len(decided.heirs) > 1:
        named.append((rules.ALL, _("Tất cả cơ quan kế thừa")))
    stays = _("Không chuyển, kết thúc cùng cơ quan") if decided.ends else _("Ở lại cơ quan cũ")
    return tuple((value, name, value == chosen) for value, name in [*named, (rules.STAYS, stays)])
