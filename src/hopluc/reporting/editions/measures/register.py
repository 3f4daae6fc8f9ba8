"""The register of cooperatives, which the system does not have yet: its table stands in the book and says
so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hopluc.reporting.editions.content import Grid
from hopluc.reporting.editions.measures.scope import Scope


def gather(_scope: Scope, split: str) -> Grid:
    """No figures, and why: none are made up."""
    by = {"kind": _("Loại hình"), "field": _("Ngành, lĩnh vực"), "area": _("Địa bàn")}[split]
    return Grid(by, (), (), _("Chưa có số liệu: hệ thống chưa có sổ đăng ký hợp tác xã."))
