"""What the examination of a file means, in words for people. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hopluc.office.signing.found import Examined, Signature

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A signature judged: `tone` is "success", "warning" or "danger"; `rows` are what is known of it."""

    tone: str
    told: str
    rows: tuple[tuple[str, str], ...]


def verdicts(found: Examined, now: dt.datetime, *, test: bool) -> tuple[Verdict, ...]:
    """Each signature judged; `test`: the trusted authorities are test ones."""
    return tuple(Verdict(*_judged(one, now), _rows(one, test)) for one in found.signatures)


def _judged(one: Signature, now: dt.datetime) -> tuple[str, str]:
    """Tone and words, the gravest first."""
    expired = dt.datetime.fromisoformat(one.not_after) < now
    if not one.intact:
        return "danger", "Chữ ký không hợp lệ: nội dung đã bị thay đổi sau khi ký, hoặc chữ ký hỏng."
    if one.changed:
        return "danger", "Tệp đã bị sửa sau chữ ký này; phần đã ký vẫn nằm trong tệp."
    if not one.whole:
        return "danger", "Chữ ký không bao trùm toàn bộ văn bản."
    if one.trusted:
        return "success", "Chữ ký hợp lệ, văn bản nguyên vẹn từ khi ký."
    if one.trusted_then and expired:
        return "warning", (
            f"Văn bản nguyên vẹn từ khi ký. Chứng thư số đã hết hạn ngày {_day(one.not_after)}; còn hạn vào "
            "thời điểm ký mà máy người ký ghi (không có dấu thời gian của bên thứ ba)."
        )
    if expired:
        return "warning", (
            f"Văn bản nguyên vẹn từ khi ký, nhưng chứng thư số hết hạn ngày {_day(one.not_after)} và không "
            "xác nhận được lúc ký còn hạn."
        )
    return "warning", (
        "Văn bản nguyên vẹn từ khi ký, nhưng chứng thư số không do tổ chức mà hệ thống này tin cậy cấp: "
        "chưa xác nhận được người ký."
    )


def _rows(one: Signature, test: bool) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Người ký", _signer(one)),
        ("Thời điểm ký (theo máy người ký)", _moment(one.signed_at)),
        ("Lý do", one.reason),
        ("Chứng thư số do", one.issuer),
        ("Hiệu lực chứng thư", f"{_day(one.not_before)} – {_day(one.not_after)}"),
        ("Thu hồi chứng thư", "Chưa kiểm tra (hệ thống không hỏi ra ngoài)"),
        ("Lưu ý", "Chứng thư thử nghiệm, không có giá trị pháp lý" if test and one.trusted_then else ""),
    )
    return tuple(row for row in rows if row[1])


def _signer(one: Signature) -> str:
    """Name and organisation; a body's own certificate names it in both places."""
    organisation = "" if one.organisation in one.signer else one.organisation
    return ", ".join(filter(None, (one.signer, organisation)))


def _day(moment: str) -> str:
    return f"{dt.datetime.fromisoformat(moment).astimezone(VIETNAM):%d/%m/%Y}"


def _moment(moment: str) -> str:
    """ISO 8601 with the zone of Viet Nam, as a day and a time for reading."""
    return (
        f"{dt.datetime.fromisoformat(moment).astimezone(VIETNAM):%d/%m/%Y %H:%M:%S} (+07:00)"
        if moment
        else ""
    )
