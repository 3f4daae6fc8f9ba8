"""The kinds of notices as data, and the one decision: by which way a person is told of a kind. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(StrEnum):
    """By which way a person is told; whoever gets a mail has the notice on the web as well."""

    OFF = "off"
    WEB = "web"
    DIGEST = "digest"
    NOW = "now"


WAYS: Mapping[Way, str | Promise] = {
    Way.NOW: _("Gửi thư ngay"),
    Way.DIGEST: _("Trong thư hằng ngày"),
    Way.WEB: _("Chỉ trên hệ thống"),
    Way.OFF: _("Không nhận"),
}


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice.

    begins: how the keys of its notices begin. duty: why it may not be turned off, "" where it may. own_mail:
    the room that writes it sends its mail at once itself, with more than its words; only such a kind may be
    mailed to who chose nothing.
    """

    slug: str
    name: str | Promise
    begins: tuple[str, ...] = ()
    usual: Way = Way.WEB
    duty: str | Promise = ""
    own_mail: bool = False

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways among which a person chooses."""
        return tuple(way for way in WAYS if way != Way.OFF or not self.duty)


_DUTY_LATE = _("Việc đã quá hạn thì luôn được báo trên hệ thống.")
_DUTY_LONG = _("Quá hạn đến mức báo lãnh đạo, trình Ban Chỉ đạo thì không tắt được.")
_DUTY_LETTER = _("Công văn, lời nhắc của cơ quan theo dõi phải được xử lý nên không tắt được.")
_DUTY_WORK = _("Người được giao việc phải biết việc được giao.")

# Reminders come in one notice a day (reporting.urging), so that their kinds have no keys of their own.
KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "new_work",
        _("Việc mới được giao"),
        ("officer-", "amended-", "conclusions-", "took_over:", "draft-issued-", "committee-work-"),
        duty=_DUTY_WORK,
    ),
    NoticeKind("due_soon", _("Nhắc hạn: sắp đến hạn, đến hạn hôm nay"), usual=Way.DIGEST),
    NoticeKind("late", _("Việc tôi phụ trách quá hạn"), usual=Way.DIGEST, duty=_DUTY_LATE),
    NoticeKind("late_long", _("Việc của cơ quan quá hạn lâu"), usual=Way.DIGEST, duty=_DUTY_LONG),
    NoticeKind("to_decide", _("Chờ tôi ký duyệt, quyết định"), ("sign-off-", "extension-")),
    NoticeKind(
        "decided", _("Kết quả ký duyệt, gia hạn; trả lại"), ("signed-", "extension-decided-", "returned-")
    ),
    NoticeKind("problem", _("Khó khăn, vướng mắc"), ("problem-",)),
    NoticeKind("visit", _("Kiểm tra và kiến nghị sau kiểm tra"), ("visit-", "advice-")),
    NoticeKind("letter", _("Công văn đôn đốc, nhắc trực tiếp"), ("urged-", "nudge-"), duty=_DUTY_LETTER),
    NoticeKind("answer", _("Trả lời công văn đôn đốc"), ("urged-answered-",)),
    NoticeKind("amendment", _("Sửa đổi kế hoạch"), ("proposal-", "amendment-")),
    NoticeKind("round", _("Kỳ báo cáo"), ("round-",)),
    NoticeKind("report", _("Báo cáo gửi đến, ý kiến về báo cáo"), ("report-sent-", "report-remark-")),
    NoticeKind(
        "budget",
        _("Dự toán kinh phí"),
        ("budget-", "budget-approved-", "estimate-", "estimate-returned-"),
    ),
    NoticeKind("review", _("Hạn của đợt sơ kết, tổng kết"), ("review-due-",)),
    NoticeKind("meeting", _("Họp Ban Chỉ đạo"), ("meeting-",)),
    NoticeKind(
        "monthly",
        _("Tóm tắt tình hình cho lãnh đạo, ngày làm việc đầu tháng"),
        ("monthly-",),
        usual=Way.NOW,
        own_mail=True,
    ),
    NoticeKind("staff", _("Tài khoản, sắp xếp cơ quan"), ("locked:", "moved:", "handover:")),
)
BY_SLUG: Mapping[str, NoticeKind] = {kind.slug: kind for kind in KINDS}
# How keys begin, the longest beginning first: it says the kind.
BY_LENGTH = sorted(((begin, kind) for kind in KINDS for begin in kind.begins), key=lambda pair: -len(pair[0]))


def kind_of(key: str) -> NoticeKind | None:
    """The kind of a notice by its key, the longest beginning first; None for one that is always shown and
    never mailed by itself (the daily reminder)."""
    return next((kind for begin, kind in BY_LENGTH if key.startswith(begin)), None)


def way_of(kind: NoticeKind, chosen: Mapping[str, str]) -> Way:
    """By which way a person is told of a kind. chosen: their choices by the kind's slug.

    What may not be turned off is at least shown on the web.
    """
    way = Way(chosen.get(kind.slug, kind.usual))
    return Way.WEB if way == Way.OFF and kind.duty else way
