"""What the columns of an assignment table mean, told by their headings.

What each heading means by itself, `headings` says. Here they are looked at together: two columns of
work are the superior plan's task and what this plan makes of it; a role that no heading names
outright goes to a column whose heading may mean it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.recognise.headings import Role, role_of, roles_in, weak_role_of
from hopluc.compiler.recognise.indicators.columns import sets_targets
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Of two columns with one meaning, the one that says more: who leads before a person in charge, the
# end before the beginning, the product before what is expected of it.
_PREFERRED: dict[Role, re.Pattern[str]] = {
    "lead": regex(r".*\bchu tri"),
    "deadline": regex(r".*\b(?:hoan thanh|ket thuc|han)\b"),
    "product": regex(r".*\bsan pham"),
}
_ASSIGNS: frozenset[Role | None] = frozenset({"lead", "coordinator", "deadline", "product"})
_OF_A_YEAR = regex(r"\b(?:19|20)\d\d\W*$")
_PERSON = regex(r"(?:nguoi|can bo|chuyen vien|lanh dao|dong chi)\b")
# Lists that look like assignments: of money, of people.
_MONEY = regex(r".*\b(?:so tien|thanh tien|don gia|kinh phi|du toan|tong muc|trieu dong|ty dong)\b")
_SPENDING = regex(r"(?:noi dung|khoan|hang muc|muc) chi\b|hang muc\b|dien giai\b|danh muc du an\b")
_PEOPLE = regex(r"(?:ho va ten|ho ten|ho, ten|chuc vu|chuc danh|so dien thoai|nam sinh)\b")
# What is drawn up, where no column is called work: "Tên văn bản", "Tên đề án".
_NAMED_WORK = regex(r"(?:ten|danh muc|van ban|chuyen de|mo hinh|lop|su kien|kien nghi|van de)\b")
# Of two columns of work the one with a weightier word is this plan's own work.
_OWN_WORK = regex(r"noi dung|cu the|trien khai|hoat dong|cong viec|giai phap|thuc hien")


def roles_of(headings: Sequence[str]) -> tuple[Role | None, ...] | None:
    """The role of each column of an assignment table, or None where the row heads none.

    An assignment table says what is to be done and by whom, or at least until when and with
    what result; each role is given to one column only.
    """
    if sets_targets(headings):
        return None
    folded = [" ".join(fold(heading).split()) for heading in headings]
    if any(_PEOPLE.match(words) for words in folded):
        return None
    roles: list[Role | None] = [role_of(heading) for heading in headings]
    if not {"deadline", "product"} & set(roles) and _lists_money(folded):
        return None
    _choose_work(roles, folded)
    _choose_weak(roles, headings)
    for role in set(roles) - {None, "work"}:
        same = [n for n, r in enumerate(roles) if r == role]
        if len(same) > 1 and all(_OF_A_YEAR.search(folded[n]) for n in same):
            # A mark in the column of a year, or a figure: no cell says the whole.
            for n in same:
                roles[n] = None
            continue
        kept = _best(role, same, folded)
        for n in same:
            roles[n] = role if n == kept else None
    # One cell may say who and when; the roles that a heading names second count, too.
    found = set(roles).union(*(roles_in(headings[n]) for n, role in enumerate(roles) if role in _ASSIGNS))
    assigns = "work" in found and (
        "lead" in found or {"deadline", "product"} <= found or {"coordinator", "deadline"} <= found
    )
    return tuple(roles) if assigns else None


def _lists_money(folded: Sequence[str]) -> bool:
    """Whether a table sets out what is spent on what."""
    return any(map(_MONEY.match, folded)) and any(map(_SPENDING.match, folded))


def _choose_work(roles: list[Role | None], folded: Sequence[str]) -> None:
    """Leave one column of work; where none is called so, the names of what is drawn up are the work."""
    works = [n for n, role in enumerate(roles) if role == "work"]
    if not works and "mandate" not in roles:
        # "Nội dung công việc, sản phẩm": what is to come out stands with the work.
        works = [n for n, words in enumerate(folded) if roles_in(words)[:1] == ("work",)][:1]
    mandates = [n for n, role in enumerate(roles) if role == "mandate"]
    if not works and mandates:
        # The only column of work is the work, also where its heading names the superior plan.
        works = [mandates.pop()]
    elif not works and "lead" in roles:
        works = [n for n, role in enumerate(roles) if role is None and _NAMED_WORK.match(folded[n])][:1]
    own = next((n for n in reversed(works) if _OWN_WORK.search(folded[n])), works[-1] if works else None)
    for n in works:
        roles[n] = "work" if n == own else None


def _choose_weak(roles: list[Role | None], headings: Sequence[str]) -> None:
    """Give each role that no heading names outright to the first heading that may mean it.

    Only where others say outright that work is assigned: a row of a list also holds such words.
    """
    if "work" not in roles or not _ASSIGNS & set(roles):
        return
    for n, heading in enumerate(headings):
        weak = weak_role_of(heading) if roles[n] is None else None
        if weak and weak not in roles:
            roles[n] = weak


def _best(role: Role | None, same: Sequence[int], folded: Sequence[str]) -> int:
    """Of several columns with one role, the one that has it."""
    pattern = _PREFERRED.get(role) if role else None
    preferred = [n for n in same if pattern and pattern.match(folded[n])]
    bodies = [n for n in same if not _PERSON.match(folded[n])]
    return (preferred or bodies or list(same))[0]
