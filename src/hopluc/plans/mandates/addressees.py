"""Which bodies a plan's words mean, where it names them beside its tasks: in targets and in duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hopluc.organizations.matching import Directory
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.queries import members_on
from hopluc.plans.models import DutyParty, Party, Plan
from hopluc.viet.text import fold

Meant = tuple[Organisation | None, BodyGroup | None]


@dataclass
class Addressees:
    """Resolves the parties of a plan: as its tasks' parties were resolved when it was adopted, else by the
    names of the bodies around its owner."""

    plan: Plan
    on: dt.date
    _members: dict[int, list[Organisation]] = field(default_factory=dict)

    @cached_property
    def _settled(self) -> dict[str, Meant]:
        found: dict[str, Meant] = {}
        for rows in (
            DutyParty.objects.filter(duty__plan=self.plan),
            Party.objects.filter(task__plan=self.plan),
        ):
            named = rows.exclude(organisation=None, group=None).select_related("organisation", "group")
            for row in named.order_by("pk"):
                found[fold(row.name)] = (row.organisation, row.group)
        return found

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.plan.owner, self.on)

    def bodies(self, parties: Iterable[Mapping[str, Any]]) -> list[Organisation]:
        """The bodies behind PARTY objects on the day, each once, in their order."""
        found: dict[int, Organisation] = {}
        for party in parties:
            for body in self._behind(str(party.get("name") or party.get("text") or "")):
                found.setdefault(body.pk, body)
        return list(found.values())

    def _behind(self, name: str) -> list[Organisation]:
        if fold(name) in self._settled:
            organisation, group = self._settled[fold(name)]
        else:
            match = self._directory.find(name)
            organisation, group = match.organisation, match.group
        if organisation:
            return [organisation]
        return self.members(group) if group else []

    def members(self, group: BodyGroup) -> list[Organisation]:
        """The members of a group on the day."""
        if group.pk not in self._members:
            self._members[group.pk] = members_on(group, self.on)
        return self._members[group.pk]
