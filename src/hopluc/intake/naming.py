"""What a body probably is, by its name: a proposal for the reviewer who makes it. Pure."""

from __future__ import annotations

import re

from hopluc.viet.text import fold

# What a body is by the beginning of its folded name: (pattern, kind, level). The first that fits wins.
_KINDS_BY_NAME: tuple[tuple[str, str, str], ...] = (
    (r"chinh phu|thu tuong", "government", "centre"),
    (r"quoc hoi|hoi dong nhan dan", "council", "province"),
    (r"uy ban nhan dan (?:xa|phuong|thi tran|dac khu)|ubnd (?:xa|phuong)", "committee", "commune"),
    (r"uy ban nhan dan (?:quan|huyen|thi xa)|ubnd (?:quan|huyen)", "committee", "district"),
    (r"(?:bo chi huy|bo tu lenh|cuc|chi cuc|kho bac|bao hiem xa hoi|ngan hang|cong an|toa an|"
     r"vien kiem sat)\b",
     "branch", "province"),
    (r"bo \w|thanh tra chinh phu|tong cuc|lien minh hop tac xa viet nam", "ministry", "centre"),
    (r"(?:tinh|thanh|huyen) uy|ban (?:can su|tuyen giao|dan van|to chuc|noi chinh|thuong vu|kinh te)|dang uy",
     "party", "province"),
    (r"ban chi dao", "steering", "province"),
    (r"(?:uy ban |ban thuong truc uy ban )?mat tran to quoc|uy ban mttq", "front", "province"),
    (r"(?:hoi (?:nong dan|lien hiep phu nu|phu nu|cuu chien binh)|(?:tinh |thanh )?doan|"
     r"lien doan lao dong)\b",
     "union", "province"),
    (r"lien minh (?:hop tac xa|htx)", "alliance", "province"),
    (r"(?:lien minh|hoi|hiep hoi|lien hiep|doan luat su|cau lac bo)\b", "association", "province"),
    (r"quy\b", "fund", "province"),
    (r"(?:bao|dai|tap chi|thong tan)\b", "press", "province"),
    (r"(?:trung tam|truong|vien|dai hoc|hoc vien|ban quan ly|cong ty|benh vien)\b", "service", "province"),
    (r"(?:phong|to)\b", "room", "province"),
    (r"(?:so|ban|thanh tra|van phong)\b", "department", "province"),
)  # fmt: skip


def kind_of_name(name: str) -> tuple[str, str] | None:
    """Kind and level of a body (`Organisation.Kind`, `Level`) as its name says; None where it does not."""
    words = " ".join(fold(name).split())
    return next(((kind, level) for pattern, kind, level in _KINDS_BY_NAME if re.match(pattern, words)), None)
