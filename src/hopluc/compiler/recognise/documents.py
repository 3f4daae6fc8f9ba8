"""Kinds of documents: from their names and from the codes in their numbers to slugs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from hopluc.law.documents import kinds as decree_kinds
from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class Kinds:
    """Names and codes of kinds of documents, and the issuers that codes stand for."""

    slug_of_name: dict[str, str]
    slugs_of_code: dict[str, tuple[str, ...]]
    issuer_of_code: dict[str, str]
    laws: tuple[str, ...]
    name: re.Pattern[str]


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The kinds of Nghị định 30/2020/NĐ-CP with those of law and Party, read on first use."""
    raw = resources.files("hopluc.compiler.recognise").joinpath("documents.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    names: dict[str, str] = {k.name.lower(): k.slug for k in decree_kinds()}
    codes: dict[str, tuple[str, ...]] = {k.code.upper(): (k.slug,) for k in decree_kinds() if k.code}
    for entry in data["kind"]:
        for name in entry["names"]:
            names[name.lower()] = entry["slug"]
        for code in entry["codes"]:
            codes[code.upper()] = (*codes.get(code.upper(), ()), entry["slug"])
    ordered = sorted(names, key=lambda n: (-len(n), n))
    shapes = "|".join(r"\s+".join(map(re.escape, n.split())) for n in ordered)
    return Kinds(
        slug_of_name=names,
        slugs_of_code=codes,
        issuer_of_code={k.upper(): v for k, v in data["issuers"].items()},
        laws=tuple(sorted(data["laws"]["names"], key=lambda n: (-len(n), n))),
        name=re.compile(rf"(?<!\w)(?:{shapes})(?!\w)", re.I),
    )


def slug_of_number(number: str, named: str | None = None) -> str | None:
    """The slug of a document by its number; `named` is the slug of the word before it.

    The code decides ("Kế hoạch 4857/QĐ-UBND" is a decision), unless it stands for several kinds;
    a number without a code of kind ("17/BTC-TCDN") is that of a dispatch.
    """
    code = code_of(number)
    slugs = kinds().slugs_of_code.get(code, ())
    if re.search(r"/QH\d+", number):
        return named or ("nghi_quyet" if slugs[:1] == ("nghi_quyet",) else "luat")
    if slugs:
        return named if named in slugs else slugs[0]
    return named or ("cong_van" if re.search(r"[A-ZĐ]", number) else None)


def code_of(number: str) -> str:
    """The code of kind in a number: "QĐ" of "12/QĐ-UBND", "KL" of "70-KL/TW"."""
    m = re.match(r"\d+[A-Za-z]?\s*(?:/\s*(?:19|20)\d{2}\s*)?[/-]\s*([^\W\d_]+)", number)
    return m[1].upper() if m else ""


def mended_code(code: str) -> str:
    """A code with its slips mended: "QD-TTg" is "QĐ-TTg", "NO-CP" is "NQ-CP".

    Only a first part that is no code of a kind is changed, and only into one that is.
    """
    cut = re.search(r"[-/]", code)
    first, rest = (code[: cut.start()], code[cut.start() :]) if cut else (code, "")
    known = kinds().slugs_of_code
    if first.upper() in known:
        return code
    for wrong, right in (("D", "Đ"), ("O", "Q"), ("0", "O")):
        if first.replace(wrong, right).upper() in known:
            return first.replace(wrong, right) + rest
    return code


def slug_from_words(name: str) -> str:
    """A slug made of folded words, for kinds that no list knows ("tiêu chuẩn" → "tieu_chuan")."""
    return "_".join(fold(name).split())
