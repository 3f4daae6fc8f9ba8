"""Sentences that assign nothing: what is said to everybody, of the whole plan."""

from __future__ import annotations

import re

from hopluc.viet.text import fold

# "… căn cứ chức năng, nhiệm vụ, chủ động tổ chức thực hiện Kế hoạch này."
_GENERAL = re.compile(
    r"[ ,;]*(?:(?:can cu|theo|tren co so|trong pham vi)[^.;:]{0,160}?[, ] ?)?"
    r"(?:(?:chu dong|nghiem tuc|khan truong|co trach nhiem|chi dao|quan triet|kip thoi|phoi hop|tich cuc|"
    r"to chuc|trien khai|thuc hien)(?:,| va)? ?)+"
    r"(?:(?:tot|day du|dong bo|hieu qua|co hieu qua|nghiem tuc|cac|nhung|noi dung|nhiem vu|muc tieu|"
    r"giai phap|chi tieu|cua|tai|trong|neu|theo|va|,|duoc giao|duoc phan cong) ?)*"
    r"(?:(?:ke hoach|chuong trinh|de an|phuong an)(?: nay)?|duoc giao|duoc phan cong)[ .;/]*"
)
_LONGEST = 400


def is_general(words: str) -> bool:
    """Whether words, without the agency before them, only say that the plan is to be carried out."""
    return len(words) <= _LONGEST and bool(_GENERAL.fullmatch(" ".join(fold(words).split())))
