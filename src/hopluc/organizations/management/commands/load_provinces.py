"""`hopluc manage load_provinces`: the provinces before and after 1/7/2025."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from hopluc.archive.actions import SYSTEM
from hopluc.organizations.units import load_provinces


class Command(BaseCommand):
    """Loads what `provinces.toml` states, once however often it is run."""

    help = "63 provinces until 30/6/2025, 34 since (Nghị quyết 202/2025/QH15), with codes and successors"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them and say how many rows there are."""
        made = load_provinces(by=SYSTEM)
        self.stdout.write(_("Đơn vị hành chính cấp tỉnh trong hệ thống: %(n)s.") % {"n": made})
