"""What one heading of a column means, by its words.

Headings differ from office to office in wording and order, so each meaning is a list of patterns
over the folded heading ("co quan chu tri"), strongest first; the role of a column is the role
of the first pattern that fits. A heading may name two things that stand in one cell ("Thời gian,
sản phẩm"): `roles_in` gives them in the order in which they are named.
"""

from __future__ import annotations

import functools
import re
from typing import Literal

from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

Role = Literal["number", "mandate", "work", "lead", "coordinator", "deadline", "product", "note"]

_SUPERIOR = (
    r"(?:nghi quyet|chuong trinh|ke hoach|quyet dinh|chi thi|ket luan|de an|chien luoc|cap tren|"
    r"trung uong|chinh phu|thu tuong|tinh uy|thanh uy|bo chinh tri|ubnd|uy ban nhan dan)"
)
_TIME = (
    r"(?:thoi (?:gian|han|diem|ky|luong|hieu)|tien do|lo trinh|(?:ky )?han\b|moc\b(?! (?:gioi|chi gioi))|"
    r"hoan thanh|hoan tat|ket thuc|bat dau|khoi (?:dau|cong)|nam thuc hien|"
    r"lich (?:trinh|thuc hien|trien khai))"
)
# "Ngày", "Tháng, năm", "Quý thực hiện": units of time by themselves or with what is done then.
_UNIT = (
    r"(?:(?:ngay|thang|quy|nam|giai doan|vu)"
    r"(?:$|(?:,|/| va| hoac)? ?(?:ngay|thang|quy|nam)\b|"
    r" (?:thuc hien|hoan thanh|trien khai|trinh|ban hanh|bao cao|nop|to chuc)\b)|khi nao\b)"
)
_BODY = (
    r"(?:co quan|don vi|dia phuong|to chuc|bo phan|nguoi|can bo|lanh dao|dong chi|ca nhan|chu the|"
    r"phong|ban|so|nganh|vien chuc|cong chuc|chuyen vien|thanh vien|luc luong|doan the|doanh nghiep)"
)
# What the words of a heading that names bodies say they do, where that is no carrying out.
_DECIDES = (
    r"(?:trinh|ban hanh|phe duyet|tham dinh|tiep nhan|theo doi|giam sat|tinh|quyet dinh|kiem tra|thu huong)\b"
)

# (role, pattern at the start of the folded heading, why a heading so worded means it).
_HEADING_TABLE: tuple[tuple[Role | None, str, str], ...] = (
    (
        "number",
        r"(?:s ?tt|tt|so tt|so thu tu|thu tu|so|no\.?|muc|"
        r"(?:ma|ky hieu)(?: so)?(?: nhiem vu| cong viec)?)\W*$",
        "the running number, or the code that stands for it",
    ),
    (
        None,
        r".*(?:kinh phi|nguon von|nguon luc|du toan|don vi tinh|dvt\b)",
        "money and units are no role here",
    ),
    (
        None,
        r"(?:can cu|co so phap ly|"
        r"cap (?:co tham quyen )?(?:trinh|ban hanh|phe duyet|quyet dinh|tham quyen|co tham quyen)|"
        r"tham quyen|hinh thuc ban hanh\W*$|" + _BODY + r" (?:co tham quyen )?(?:" + _DECIDES + r")|"
        r"dia diem|noi thuc hien|doi tuong|so luong|thanh phan|pham vi)",
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
    ("deadline", r"(?:(?:du kien |yeu cau )?(?:ve )?" + _TIME + r"|(?:du kien )?" + _UNIT + r")", "when"),
    ("lead", r".*\b(?:chu tri|dau moi|chiu trach nhiem)\b", "the body in charge, whatever follows"),
    (
        "coordinator",
        r".*\b(?:phoi hop|tham gia|lien quan|ho tro|(?:cung|dong) (?:thuc hien|tham gia|trien khai))\b",
        "bodies that help",
    ),
    (
        "product",
        r"(?!" + _BODY + r"\b(?!.*san pham)).*(?:san pham|ket qua|dau ra|chi tieu dat|muc tieu dat|"
        r"hinh thuc the hien|ten loai van ban|loai (?:hinh )?van ban)",
        "what comes out",
    ),
    (
        "lead",
        r"(?:" + _BODY + r"\b.*)?"
        r"\b(?:thuc hien|phan cong|trach nhiem|phu trach|tham muu|duoc giao|chi dao|chu dau tu)\b"
        r"(?!.*noi dung)",
        "without a word on who leads, whoever carries out leads",
    ),
    (
        "lead",
        r"(?:ten )?(?:(?:co quan|don vi|dia phuong|so|ban|nganh|to chuc|bo phan|phong|ca nhan|chu the)"
        r"(?: ?[,/-] ?| va |\W*$))+$",
        "bodies, not further named",
    ),
    (
        "lead",
        r"(?:phan )?giao(?: cho| nhiem vu(?: cho)?| viec(?: cho)?| thuc hien)?(?: " + _BODY + r")?\W*$",
        "to whom it is given",
    ),
    (
        "lead",
        r"(?:"
        + _BODY
        + r"|ai) (?:soan thao|tham muu|trien khai|to chuc|chuan bi|xay dung|lam|dam nhan|de xuat)\b",
        "who prepares the work",
    ),
    (
        "work",
        r".*(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec lam|hang muc|de an|du an|"
        r"chuong trinh|cong tac|(?:phan|ten|cac) viec|viec (?:can|phai) lam|viec\W*$)",
        "the work itself",
    ),
    ("deadline", r".*\b" + _TIME, "when, after other words"),
)
_HEADINGS = tuple((role, regex(pattern)) for role, pattern, _ in _HEADING_TABLE)
# What a heading means only where no other column has that meaning.
_WEAK_TABLE: tuple[tuple[Role, str, str], ...] = (
    (
        "product",
        r"(?:du kien )?(?:(?:hinh thuc |ten |loai )?(?:van ban|tai lieu|ho so|an pham)|minh chung|bao cao)\b",
        "the form of what is drawn up stands for it",
    ),
    ("lead", r"(?!.*\b(?:dia ban\b|" + _DECIDES + r"))(?:.*\b)?" + _BODY + r"\b", "bodies, whatever they do"),
)
_WEAK = tuple((role, regex(pattern)) for role, pattern, _ in _WEAK_TABLE)
# A heading is short; a whole sentence is a row. The longest seen in use has some 130 characters.
_LONGEST_HEADING = 160
_LONGEST_WEAK = 50
# The same headings are asked for at every row; so many are kept (a server reads plans for months).
_KNOWN = 2048
_NUMBERED = regex(r"\d")
# Between two things that one heading names.
_AND = regex(r" ?[,;/&+()] ?| (?:va|kem(?: theo)?|cung)(?= )| [-\u2013] ")


@functools.lru_cache(maxsize=_KNOWN)
def role_of(heading: str) -> Role | None:
    """The role that a single heading names, or None."""
    return _role(_folded(heading))


def is_unknown(heading: str) -> bool:
    """Whether no pattern fits a heading, not even one of what has no role; a figure is known."""
    words = _folded(heading)
    return not any(pattern.match(words) for _, pattern in _HEADINGS) and not _NUMBERED.search(words)


@functools.lru_cache(maxsize=_KNOWN)
def weak_role_of(heading: str) -> Role | None:
    """The role that a heading may have where no other column has it, or None."""
    words = _folded(heading)
    if not words or len(words) > _LONGEST_WEAK or _role(words):
        return None
    return next((role for role, pattern in _WEAK if pattern.match(words)), None)


@functools.lru_cache(maxsize=_KNOWN)
def roles_in(heading: str) -> tuple[Role, ...]:
    """The roles that a heading names, each once, in their order; more than one where it names two things."""
    out: list[Role] = []
    for part in _AND.split(_folded(heading)):
        role = _role(part)
        if role and role not in out:
            out.append(role)
    return tuple(out)


def _folded(heading: str) -> str:
    return re.sub(r"\s+", " ", fold(heading)).strip(" .:*")


def _role(words: str) -> Role | None:
    if not words or len(words) > _LONGEST_HEADING:
        return None
    return next((role for role, pattern in _HEADINGS if pattern.match(words)), None)
