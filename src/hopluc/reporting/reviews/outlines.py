"""Outlines to begin a review with, as data (outlines.toml), and what the system can fill into a section."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext_lazy as _

# What the system puts below the officer's text in a section (papers.FILLERS draws each).
FILLS: Mapping[str, Any] = {
    "": _("Không"),
    "amendments": _("Các lần sửa đổi, bổ sung"),
    "results": _("Kết quả nổi bật do các cơ quan nêu"),
    "indicators": _("Chỉ tiêu đạt, chưa đạt (bảng theo năm ở phụ lục)"),
    "tasks": _("Nhiệm vụ theo tình trạng, theo năm"),
    "shortcomings": _("Tồn tại, hạn chế"),
    "undone": _("Nhiệm vụ chưa hoàn thành và lý do"),
    "causes": _("Nguyên nhân khách quan, chủ quan"),
    "lessons": _("Bài học kinh nghiệm"),
    "proposals": _("Đề xuất, kiến nghị"),
}


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A section of an outline to begin with."""

    title: str
    guidance: str = ""
    fills: str = ""
    level: int = 1


@cache
def _outlines() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("outlines.toml").read_text("utf-8"))


def outline_for(subject_kind: str) -> list[OutlinePart]:
    """The sections for a kind of document (slug of law.documents, or words): plans and schemes have theirs,
    all else is reviewed as law is."""
    found = next((one for one in _outlines().values() if subject_kind in one["of"]), _outlines()["law"])
    return [OutlinePart(**part) for part in found["parts"]]
