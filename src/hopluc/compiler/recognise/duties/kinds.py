"""What is sent: results, estimates, changes of the plan, difficulties."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hopluc.compiler.format import ReportKind
from hopluc.viet.patterns import regex

_CHANGE = (
    r"(?:sửa\s*đổi|bổ\s*sung|điều\s*chỉnh"
    r"|thay\s*đổi(?=\s*(?:nội\s*dung|kế\s*hoạch|chương\s*trình|nhiệm\s*vụ|mục\s*tiêu)))"
)
_KINDS: tuple[tuple[ReportKind, re.Pattern[str], str], ...] = (
    (
        "budget",
        regex(
            r"(?:lập|xây\s*dựng|tổng\s*hợp|gửi|đề\s*xuất|thẩm\s*định)[^;]{0,80}dự\s*toán|dự\s*toán[^;]{0,120}"
            r"(?:gửi|báo\s*cáo|trình|tham\s*mưu)|nhu\s*cầu\s*(?:kinh\s*phí|vốn)",
            re.I,
        ),
        "estimates",
    ),
    (
        "amendment",
        regex(
            rf"(?:cần(?:\s*thiết)?|nếu|đề\s*xuất|kiến\s*nghị|yêu\s*cầu)[^;]{{0,60}}{_CHANGE}"
            rf"|{_CHANGE}[^;]{{0,30}}(?:kế\s*hoạch|chương\s*trình|đề\s*án)(?:\s*này)?"
            rf"|(?:kế\s*hoạch|chương\s*trình|đề\s*án|nội\s*dung|nhiệm\s*vụ)(?:\s*này)?\s*(?:có\s*thể\s*|sẽ\s*)?"
            rf"(?:được\s*)?(?:xem\s*xét\s*,?\s*|rà\s*soát\s*,?\s*)?{_CHANGE}"
            r"|những\s*đề\s*xuất,?\s*kiến\s*nghị",
            re.I,
        ),
        "changes of the plan",
    ),
    (
        "problem",
        regex(
            r"vướng\s*mắc|khó\s*khăn|vấn\s*đề\s*(?:mới\s*)?phát\s*sinh|vượt\s*(?:quá\s*)?(?:thẩm\s*quyền|khả\s*năng)|phát\s*sinh"
            # "kịp thời báo cáo, kiến nghị UBND tỉnh các biện pháp cần thiết"
            r"|kịp\s*thời\s*(?:tổng\s*hợp\s*,?\s*)?(?:báo\s*cáo|đề\s*xuất|kiến\s*nghị|tham\s*mưu|phản\s*ánh)[^;]{0,80}?(?:biện|giải)\s*pháp"
            r"|kiến\s*nghị[^;]{0,60}phản\s*ánh|phản\s*ánh[^;]{0,40}kiến\s*nghị",
            re.I,
        ),
        "difficulties as they arise",
    ),
    (
        "report",
        regex(
            r"báo\s*cáo|đánh\s*giá|kết\s*quả|tổng\s*hợp|tình\s*hình|sơ\s*kết|tổng\s*kết"
            r"|(?:định\s*kỳ|h[àằ]ng\s|trước\s*ngày)[^;]{0,80}\ssố\s*liệu"
            r"|số\s*liệu[^;]{0,80}\s(?:định\s*kỳ|h[àằ]ng\s|trước\s*ngày)",
            re.I,
        ),
        "periodic reports",
    ),
)
_PERIODIC = regex(
    r"kết\s*quả|tình\s*hình|định\s*kỳ|h[àằ]ng\s*(?:năm|quý|tháng|tuần|ngày)|sơ\s*kết|tổng\s*kết|trước\s*ngày|6\s*tháng"
    r"|tổng\s*hợp[^;]{0,40}báo\s*cáo|báo\s*cáo[^;]{0,80}theo\s*quy\s*định|chậm\s*nhất|trước\s*\d{1,2}\s*(?:giờ|h)|(?:tháng|qu[ýí]|năm|tuần)\s*(?:/|một\s*|0?1\s*)lần|khi\s*(?:có|được)\s*yêu\s*cầu"
    r"|báo\s*cáo\s*(?:ngay|nhanh|đột\s*xuất|tuần|tháng|qu[ýí]|năm)(?!\w)",
    re.I,
)
_RESULTS = regex(
    r"báo\s*cáo\s*(?:kết\s*quả|tình\s*hình|định\s*kỳ)|kết\s*quả\s*thực\s*hiện|tình\s*hình"
    r"(?:,\s*kết\s*quả)?\s*(?:triển\s*khai\s*)?thực\s*hiện",
    re.I,
)
# A plan or a list that is sent so that money is given for it.
_FOR_MONEY = regex(
    r"(?:gửi|trình)[^;]{0,120}?(?:bố\s*trí|cân\s*đối|phân\s*bổ)\s*(?:kinh\s*phí|vốn|ngân\s*sách)",
    re.I,
)
_HARD = regex(r"vướng\s*mắc|khó\s*khăn|vượt\s*(?:quá\s*)?(?:thẩm\s*quyền|khả\s*năng)", re.I)
OF_THE_PLAN = regex(
    r"(?:kế\s*hoạch|chương\s*trình|đề\s*án|nghị\s*quyết)|quá\s*trình\s*[^;]{0,20}thực\s*hiện", re.I
)
_NOT_OWN = regex(rf"dự\s*toán|kinh\s*phí|{_CHANGE}|vướng\s*mắc|khó\s*khăn|phát\s*sinh", re.I)
TOPICS: Mapping[ReportKind, str] = {
    "report": "Tình hình, kết quả thực hiện",
    "budget": "Dự toán kinh phí",
    "amendment": "Đề xuất sửa đổi, bổ sung",
    "problem": "Khó khăn, vướng mắc",
}


# A plan of one's own or a list of names that is sent for information is a duty's, no report.
_OWN = regex(
    r"(?:xây\s*dựng|ban\s*hành|lập|hoàn\s*thiện)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế\s*hoạch|chương\s*trình|văn\s*bản)"
    r"|danh\s*sách|(?:phân\s*công|cử)\s+(?:\d+\s+)?(?:cán\s*bộ|công\s*chức|lãnh\s*đạo|đầu\s*mối|đồng\s*chí)",
    re.I,
)
# ("phù hợp với tình hình thực tế" tells nothing.)
_TELLS = regex(
    r"báo\s*cáo|kết\s*quả|tình\s*hình(?!\s*(?:thực\s*t|cụ\s*thể|của|địa\s*phương|đơn\s*vị))|đánh\s*giá|sơ\s*kết|tổng\s*kết",
    re.I,
)


def _as_said(clause: str, kinds: list[ReportKind]) -> list[ReportKind]:
    """Kinds in the order in which the clause speaks of them."""
    places = {kind: m.end() for kind, pattern, _ in _KINDS if (m := pattern.search(clause))}
    return sorted(kinds, key=lambda kind: places[kind])


def kinds_of(clause: str) -> list[ReportKind]:
    """What a clause sends: estimates, changes, difficulties, else results."""
    if _OWN.search(clause) and not _TELLS.search(clause) and not _NOT_OWN.search(clause):
        return []
    found = [kind for kind, pattern, _ in _KINDS if pattern.search(clause)]
    if "budget" in found or (_FOR_MONEY.search(clause) and not _RESULTS.search(clause)):
        return ["budget"]
    special = _as_said(clause, [k for k in found if k in ("amendment", "problem")])
    if special and "amendment" in special and not _HARD.search(clause):
        special = ["amendment"]
    if special and not _RESULTS.search(clause):
        return special
    if special:
        return ["report", *special]
    return ["report"] if "report" in found and _PERIODIC.search(clause) else []
