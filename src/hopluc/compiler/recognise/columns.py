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

from hopluc.compiler.recognise.indicators.columns import sets_targets
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
        r"(?:can cu|co so phap ly|cap (?:trinh|ban hanh|phe duyet|quyet dinh|tham quyen)|"
        r"hinh thuc (?:van ban|ban hanh)|"
        r"(?:co quan|don vi) (?:trinh|ban hanh|phe duyet|tham dinh|tiep nhan|theo doi|giam sat|tinh)\b|"
        r"dia diem|noi thuc hien|doi tuong|so luong|thanh phan)",
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
        r"(?:du kien )?(?:thoi (?:gian|han|diem|ky|luong)|tien do|han hoan thanh|lo trinh|ky han|"
        r"ngay hoan thanh|hoan thanh|moc thoi gian|nam thuc hien)",
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
    (
        "lead",
        r"(?:ten )?(?:(?:co quan|don vi|dia phuong|so|ban|nganh|to chuc|bo phan|phong)"
        r"(?: ?[,/-] ?| va |\W*$))+$",
        "bodies, not further named",
    ),
    ("lead", r"giao(?: cho| nhiem vu(?: cho)?)?\W*$", "to whom it is given"),
    (
        "lead",
        r"(?:co quan|don vi|bo phan) (?:soan thao|tham muu|trien khai|to chuc|chuan bi|xay dung)\b",
        "who prepares the work",
    ),
    (
        "work",
        r".*(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec lam|hang muc|de an|du an|"
        r"chuong trinh|cong tac)",
        "the work itself",
    ),
)
_HEADINGS = tuple((role, re.compile(pattern)) for role, pattern, _ in _HEADING_TABLE)
# Of two columns with one meaning, the one that says more: who leads before a person in charge, the
# end before the beginning, the product before what is expected of it.
_PREFERRED: dict[Role, re.Pattern[str]] = {
    "lead": re.compile(r".*\bchu tri"),
    "deadline": re.compile(r".*\b(?:hoan thanh|ket thuc|han)\b"),
    "product": re.compile(r".*\bsan pham"),
}
_OF_A_YEAR = re.compile(r"\b(?:19|20)\d\d\W*$")
_PERSON = re.compile(r"(?:nguoi|can bo|chuyen vien|lanh dao|dong chi)\b")
# Lists that look like assignments: of money, of people.
_MONEY = re.compile(r".*\b(?:so tien|thanh tien|don gia|kinh phi|du toan|tong muc|trieu dong|ty dong)\b")
_SPENDING = re.compile(r"(?:noi dung|khoan|hang muc|muc) chi\b|hang muc\b|dien giai\b|danh muc du an\b")
_PEOPLE = re.compile(r"(?:ho va ten|ho ten|ho, ten|chuc vu|chuc danh|so dien thoai|nam sinh)\b")
# What is drawn up, where no column is called work: "Tên văn bản", "Tên đề án".
_NAMED_WORK = re.compile(r"(?:ten|danh muc|van ban|chuyen de|mo hinh|lop|su kien|kien nghi|van de)\b")
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
    if sets_targets(headings):
        return None
    folded = [" ".join(fold(heading).split()) for heading in headings]
    if any(_PEOPLE.match(words) for words in folded):
        return None
    roles: list[Role | None] = [role_of(heading) for heading in headings]
    if not {"deadline", "product"} & set(roles) and _lists_money(folded):
        return None
    _choose_work(roles, folded)
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
    found = set(roles)
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
    mandates = [n for n, role in enumerate(roles) if role == "mandate"]
    if not works and mandates:
        # The only column of work is the work, also where its heading names the superior plan.
        works = [mandates.pop()]
    elif not works and "lead" in roles:
        works = [n for n, role in enumerate(roles) if role is None and _NAMED_WORK.match(folded[n])][:1]
    own = next((n for n in reversed(works) if _OWN_WORK.search(folded[n])), works[-1] if works else None)
    for n in works:
        roles[n] = "work" if n == own else None


def _best(role: Role | None, same: Sequence[int], folded: Sequence[str]) -> int:
    """Of several columns with one role, the one that has it."""
    pattern = _PREFERRED.get(role) if role else None
    preferred = [n for n in same if pattern and pattern.match(folded[n])]
    bodies = [n for n in same if not _PERSON.match(folded[n])]
    return (preferred or bodies or list(same))[0]
