"""Kinds of administrative documents and their codes (Nghị định 30/2020/NĐ-CP, Điều 7, Phụ lục III)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hopluc.law.packs import law_on

# The first day of Nghị định 30/2020/NĐ-CP; older documents use the same names and codes.
_SINCE = dt.date(2020, 3, 5)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: slug of the compiled plan, name on paper, code in its number."""

    slug: str
    name: str
    code: str | None


def kinds(on: dt.date = _SINCE) -> tuple[DocumentKind, ...]:
    """The 29 kinds in the order of the decree."""
    rows = law_on("documents", max(on, _SINCE)).values["kinds"]
    return tuple(DocumentKind(r["slug"], r["name"], r.get("code")) for r in rows)


def kind_of_slug(slug: str) -> DocumentKind | None:
    """The kind of a slug ("ke_hoach"); None for kinds outside the decree ("luat")."""
    return next((k for k in kinds() if k.slug == slug), None)
