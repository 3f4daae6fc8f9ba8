"""Sentences that assign nothing: what is said to everybody, of the whole plan."""

from __future__ import annotations

from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# What is carried out: the document itself, as it calls itself.
_THIS = r"(?:ke hoach|chuong trinh|de an|phuong an|quyet dinh|chi thi|nghi quyet|cong van|van ban)"
# "… căn cứ chức năng, nhiệm vụ, chủ động tổ chức thực hiện Kế hoạch này."
# Who helps with all of it: "… phối hợp với các đơn vị liên quan tổ chức thực hiện Kế hoạch này".
_WITH = r"(?:(?:chu tri,? )?phoi hop (?:chat che )?(?:voi|cung) [^.;:]{0,160}? )?"
_GENERAL = regex(
    rf"[ ,;]*{_WITH}"
    r"(?:(?:can cu|theo|tren co so|trong pham vi)[^.;:]{0,160}?[, ] ?)?"
    r"(?:(?:chu dong|nghiem tuc|khan truong|co trach nhiem|chi dao|quan triet|kip thoi|phoi hop|tich cuc|"
    r"to chuc|trien khai|thuc hien)(?:,| va)? ?)+"
    r"(?:(?:tot|day du|dong bo|hieu qua|co hieu qua|nghiem tuc|cac|nhung|noi dung|nhiem vu|muc tieu|"
    r"giai phap|chi tieu|cua|tai|trong|neu|theo|va|,|duoc giao|duoc phan cong) ?)*"
    rf"(?:{_THIS}(?: nay)?|duoc giao|duoc phan cong)"
    r"(?: tren dia ban(?: toan)?(?: tinh| thanh pho| huyen| xa)?)?[ .;/]*"
)
_DONE = (
    r"(?:viec|cong tac|tinh hinh|ket qua|tien do|trien khai|to chuc|thuc hien|cac|noi dung|nhiem vu|"
    r"muc tieu|cua|tai|theo|trong|va|,)"
)
_ABOVE = r"(?:ubnd|uy ban nhan dan|ban thuong vu|thuong truc|hdnd|cap co tham quyen|bo|so)"
# "… theo dõi, đôn đốc việc thực hiện, định kỳ báo cáo Ủy ban nhân dân tỉnh."
_FOLLOWING = regex(
    rf"[ ,;]*{_WITH}"
    r"(?:(?:giup|tham muu)(?: cho)? [^,.;:]{0,60}? )?"
    r"(?:(?:chu tri|chu dong|huong dan|theo doi|don doc|kiem tra|giam sat|tong hop|"
    r"danh gia|la co quan (?:thuong truc|dau moi)|la dau moi|chiu trach nhiem|co trach nhiem)"
    r"(?:,| va)? ?){2,}"
    rf"(?:{_DONE} ?)*(?:{_THIS}(?: nay)?,? ?)?"
    r"(?:(?:dinh ky|tong hop|va|tham muu)? ?bao cao(?: ve| voi| dinh ky)? ?"
    rf"(?:(?:chu tich )?{_ABOVE}[^.;:]{{0,80}})?)?[ .;/]*"
)
# "Chịu trách nhiệm trước Chủ tịch … về kết quả thực hiện."
_ANSWERING = regex(
    r"[ ,;]*(?:truc tiep )?chiu trach nhiem (?:truoc|toan dien|ve|quan ly)[^.;:]{0,160}"
    r"(?:thuc hien|ket qua|ke hoach|quan ly|dia ban|linh vuc|pham vi)[^.;:]{0,60}[ .;/]*"
)
# "Chỉ đạo các đơn vị thuộc mình thực hiện Kế hoạch này", "… căn cứ nhiệm vụ được giao, chủ động thực hiện".
_DIRECTING = regex(
    r"[ ,;]*(?:(?:co trach nhiem|lanh dao|chi dao|to chuc|phan cong)(?:,| va)? ?)+[^.;:]{0,80}?"
    r"(?:(?:trien khai|thuc hien)(?:,| va)? ?)+(?:tot |nghiem tuc |co hieu qua |hieu qua )*"
    r"(?:cac noi dung |noi dung |nhiem vu |cua |tai |trong )*(?:ke hoach|chuong trinh)(?: nay)?"
    r"(?:,? ?(?:phu hop|bao dam|dam bao)[^.;:]{0,100})?[ ./]*"
)
_BY_FUNCTION = regex(
    r"[ ,;]*(?:can cu|theo|tren co so)[^.;:]{0,160}?[, ]"
    r"(?:(?:chu dong|nghiem tuc|khan truong|to chuc|trien khai|thuc hien|phoi hop)(?:,| va)? ?){2,}"
    r"(?:theo quy dinh)?[ ./]*"
)
_REPORTING = regex(r"[ ,;]*(?:(?:dinh ky|kip thoi|tong hop|va|chu dong),? ?)*bao cao\b.*")
# "… chịu trách nhiệm thi hành Quyết định này", "… căn cứ Quyết định thi hành", at the end of decisions.
_ENFORCING = regex(
    rf"[ ,;]*(?:(?:va )?(?:cac )?(?:to chuc|ca nhan|co quan|don vi)[^.;:]{{0,60}}? )?(?:co|chiu) trach nhiem "
    rf"(?:to chuc )?(?:thi hanh|thuc hien {_THIS})(?: {_THIS})?(?: nay)?(?: ke tu ngay ky)?[ .;/]*"
    rf"|[ ,;]*(?:can cu {_THIS}(?: nay)?,? )?(?:to chuc )?thi hanh(?: {_THIS} nay)?[ .;/]*"
)
# "Là cơ quan thường trực, tham mưu UBND tỉnh chỉ đạo thực hiện Kế hoạch": what it is, not what it has to do.
_STANDING = regex(
    r"[ ,;]*la (?:co quan|don vi|bo phan) (?:thuong truc|dau moi)"
    rf"(?:[ ,][^.;:]{{0,120}}?\b(?:thuc hien|trien khai) (?:{_DONE} ?)*{_THIS}(?: nay)?)?[ .;/]*"
)
_ALL = (_STANDING, _GENERAL, _FOLLOWING, _ANSWERING, _DIRECTING, _BY_FUNCTION, _ENFORCING)
_CLAUSE = regex(r"[;.]\s")
_LONGEST = 400


def is_general(words: str) -> bool:
    """Whether words, without the agency before them, only say that the plan is to be carried out.

    By everybody, under somebody's eye, or on somebody's responsibility: a duty at most, no task.
    """
    if len(words) > _LONGEST:
        return False
    first, *others = _CLAUSE.split(" ".join(fold(words).split()))
    return _says_nothing(first) and all(
        _says_nothing(clause) or bool(_REPORTING.fullmatch(clause)) for clause in others
    )


def _says_nothing(clause: str) -> bool:
    return any(pattern.fullmatch(clause) for pattern in _ALL)
