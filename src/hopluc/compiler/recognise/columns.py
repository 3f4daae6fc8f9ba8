"""What the columns of an assignment table mean, told by their headings.

Headings differ from office to office in wording and order, so each role is a list of patterns
over the folded heading ("co quan chu tri"), strongest first; the role of a column is the role
of the first pattern that fits. Then the headings are looked at together: two columns of work
are the superior plan's task and what this plan makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from hopluc.viet.text import fold

Role = Literal["number", "mandate", "work", "lead", "coordinator", "deadline", "product", "note"]

_SUPERIOR = (
    r"(?:nghi quyet|chuong trinh|ke hoach|quyet dinh|chi thi|ket luan|de an|chien luoc|cap tren|"
    r"trung uong|chinh phu|thu tuong|tinh uy|thanh uy|bo chinh tri|ubnd|uy ban nhan dan)"
)

# (role, pattern at the start of the folded heading, why a heading so worded means it).
_HEADING_TABLE: tuple[tuple[Role | None, str, str], ...] = (
    ("number", r"(?:s ?tt|tt|so tt|so thu tu|stt\.?|so|no\.?|muc)\W*$", "the running number"),
    (
        None,
        r".*(?:kinh phi|nguon von|nguon luc|du toan|don vi tinh|dvt\b)",
        "money and units are no role here",
    ),
    (
        None,
        r"(?:can cu|co so phap ly|cap (?:trinh|ban hanh|phe duyet|quyet dinh)|hinh thuc van ban)",
        "where the work comes from or goes to, which has no field of its own",
    ),
    ("note", r"ghi chu|luu y|dien giai|chu thich", "remarks"),
    (
        "mandate",
        r"(?:nhiem vu|noi dung|muc tieu|cong viec|giai phap).*\b(?:theo|tai|neu tai|trong|cua|thuoc)\b.*"
        + _SUPERIOR,
        "the task as a superior document words it",
    ),
    (
        "mandate",
        r"(?:nhiem vu|noi dung).*(?:duoc giao|cap tren giao|giao)\b(?!.*co quan)",
        "the task as it was given from above",
    ),
    (
        "deadline",
        r"(?:thoi (?:gian|han|diem|ky|luong)|tien do|han hoan thanh|lo trinh|ky han|ngay hoan thanh|"
        r"hoan thanh|moc thoi gian|nam thuc hien)",
        "when",
    ),
    ("lead", r".*\b(?:chu tri|dau moi|chiu trach nhiem)\b", "the body in charge, whatever follows"),
    ("coordinator", r".*\b(?:phoi hop|tham gia|lien quan)\b", "bodies that help"),
    (
        "product",
        r".*(?:san pham|ket qua|dau ra|chi tieu dat|muc tieu dat|hinh thuc the hien)",
        "what comes out",
    ),
    (
        "lead",
        r"(?:(?:co quan|don vi|dia phuong|to chuc|bo phan|nguoi|can bo|phong|ban|so|nganh)\b.*)?"
        r"\b(?:thuc hien|phan cong|trach nhiem|phu trach|tham muu|duoc giao|chi dao)\b(?!.*noi dung)",
        "without a word on who leads, whoever carries out leads",
    ),
    ("lead", r"(?:co quan|don vi)(?: ?, ?(?:don vi|dia phuong|co quan))*", "bodies, not further named"),
    (
        "work",
        r".*(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec lam|hang muc|de an|du an|"
        r"chuong trinh|cong tac)",
        "the work itself",
    ),
)
_HEADINGS = tuple((role, re.compile(pattern)) for role, pattern, _ in _HEADING_TABLE)
# Of two columns of work the one with a weightier word is this plan's own work.
_OWN_WORK = re.compile(r"noi dung|cu the|trien khai|hoat dong|cong viec|giai phap|thuc hien")
# A heading is short; a whole sentence is a row. The longest seen in use has some 130 characters.
_LONGEST_HEADING = 160


def role_of(heading: str) -> Role | None:
    """The role that a single heading names, or None."""
    words = re.sub(r"\s+", " ", fold(heading)).strip(" .:*")
    if not words or len(words) > _LONGEST_HEADING:
        return None
    return next((role for role, pattern in _HEADINGS if pattern.match(words)), None)


def roles_of(headings: Sequence[str]) -> tuple[Role | None, ...] | None:
    """The role of each column of an assignment table, or None where the row heads none.

    An assignment table says what is to be done and by whom, or at least until when and with
    what result; each role is given to one column only.
    """
    roles: list[Role | None] = [role_of(heading) for heading in headings]
    works = [n for n, role in enumerate(roles) if role == "work"]
    mandates = [n for n, role in enumerate(roles) if role == "mandate"]
    if not works and mandates:
        # The only column of work is the work, also where its heading names the superior plan.
        works = [mandates.pop()]
        roles[works[0]] = "work"
    if len(works) > 1:
        own = next((n for n in reversed(works) if _OWN_WORK.search(fold(headings[n]))), works[-1])
        for n in works:
            roles[n] = "work" if n == own else None
    for role in set(roles) - {None, "work"}:
        same = [n for n, r in enumerate(roles) if r == role]
        for n in same[1:]:
            roles[n] = None
    found = set(roles)
    assigns = "work" in found and (
        "lead" in found or {"deadline", "product"} <= found or {"coordinator", "deadline"} <= found
    )
    return tuple(roles) if assigns else None
