"""Documents known by a name of their own: programmes and strategies that run, charters, treaties,
and resolutions known by the meeting that passed them.

None of them is named by number; who passed a resolution is said in its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.issuers import issuer_after
from hopluc.compiler.recognise.citations.model import Mention
from hopluc.compiler.recognise.documents import slug_from_words
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import opening, regex

FROM_TO = r"(?:19|20)\d{2}\s*[-–]\s*(?:năm\s+)?(?:19|20)\d{2}"
HORIZON = r"(?:,\s*(?:định\s+hướng|tầm\s+nhìn)(?:\s+đến)?\s+năm\s+(?:19|20)\d{2})?"
_TERM = rf"(?:\s*,?\s*\(?nhiệm\s+kỳ\s+{FROM_TO}\)?)?"
_ENDS = r"(?=\s*(?:[,;.()|\n]|$)|\s+(?:về|đã|đề\s+ra|và)\s)"
# The resolution of a congress, known by the congress.
_CONGRESS = regex(
    opening("Nghị") + r"\s+quyết\s+(?P<who>Đại\s+hội\s+(?:[^;.:()\n,|]{0,70}?\s)?(?:lần\s+)?thứ\s+[IVXL]+"
    r"(?:\s+(?:của\s+)?Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?|\s+Đảng\s+bộ\s+[^;.,()\n|]{2,40}?(?=[,;.]))?)"
    rf"{_TERM}"
)
# The resolution of a meeting of a committee.
_MEETING = regex(
    opening("Nghị") + r"\s+quyết\s+(?:của\s+)?Hội\s+nghị\s+(?:lần\s+thứ\s+[\w ]{1,14}?\s*,?\s+)?(?:của\s+)?"
    rf"(?P<who>Ban\s+(?:Chấp\s+hành|Thường\s+vụ)\s[^;.:()\n,|]{{3,80}}?){_TERM}{_ENDS}"
)
# Treaties, by name.
_TREATY = regex(
    opening("Hiệp")
    + rf"\s+định\s+[{UPPER}][^,;.()\n]{{3,100}}?(?=\s*[,;.()\n]|\s+(?:có\s+hiệu\s+lực|mà|đã|để"
    rf"|nhằm|được|khi|và\s+các)(?!\w)|\s*$)"
)
# The constitution, which has no number.
_CONSTITUTION = regex(
    opening("Hiến")
    + r"\s+pháp(?:\s+[Nn]ước\s+Cộng\s+h[òo][àa]\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam|(?=\s+năm\s+\d))"
    r"(?:\s+năm\s+(?:19|20)\d{2})?"
)
# The charter of a body, by the body.
_CHARTER = regex(
    opening("Điều")
    + r"\s+lệ\s+(?=(?:Đảng|Đoàn|Hội|Liên|Công\s+đoàn|Mặt\s+trận|Quỹ|Tổng)\s)[^;.,()\n|]{4,90}?"
    rf"{_TERM}(?=\s*(?:[,;.()\n|]|$)|\s+(?:và|được|quy|về|đã|tại|có|của)\s)"
)
# A programme that runs: with a capital and its years, and carried out or followed.
_PROGRAMME = regex(
    opening("Chương") + r"\s+trình\s+(?!(?:này|hành\s+động|công\s+tác|phối\s+hợp|làm\s+việc)\s)"
    r"(?:(?!Chương\s+trình|Kế\s+hoạch|Đề\s+án|Quyết\s+định|\s(?:theo|tại|do)\s)[^;.:()\n|“”]){8,150}?"
    rf"(?:(?:giai\s+đoạn|thời\s+kỳ)\s+{FROM_TO}|đến\s+năm\s+(?:19|20)\d{{2}}){HORIZON}"
)
# The yearly programme of the National Assembly, which everybody names so.
_OF_LAWS = regex(opening("Chương") + r"\s+trình\s+xây\s+dựng\s+[Ll]uật,\s+pháp\s+lệnh\s+năm\s+(?:19|20)\d{2}")
# A strategy of the whole country is known without its years: "Chiến lược dữ liệu quốc gia".
_STRATEGY = regex(
    opening("Chiến")
    + r"\s+lược\s+(?:quốc\s+gia\s+(?:về\s+)?[^\W\d_]+(?:,?\s+[^\W\d_]+){1,11}?(?=\s*(?:[;.()|\n]|$))"
    r"|(?!quốc\s)[^\W\d_]+(?:,?\s+(?!quốc\s)[^\W\d_]+){1,7}?\s+quốc\s+gia(?!\w)(?!\s+(?:về|đến|giai)\s))"
)
_FOLLOWED = regex(
    r"(?:theo|thực\s+hiện|triển\s+khai|thuộc|mục\s+tiêu|với|cụ\s+thể\s+hóa|Căn\s+cứ)"
    r"(?:\s+(?:có|hiệu\s+quả|các|tốt|đầy\s+đủ|đồng\s+bộ)){0,3}\s*$",
    re.I,
)
_LISTED = regex(r"\s*(?:;|,|và|,\s*và)\s*")
# A document named by number right behind is the programme's own.
NUMBER_FOLLOWS = regex(
    r"[^;.\n]{0,60}?(?:theo|tại|ban\s+hành|kèm\s+theo)\s+(?:kèm\s+theo\s+)?(?:Quyết|Nghị|Kế|Thông|Văn|Công)"
)
_PASSED = (
    (_CONGRESS, "nghi_quyet"),
    (_MEETING, "nghi_quyet"),
    (_TREATY, "hiep_dinh"),
    (_CHARTER, "dieu_le"),
    (_CONSTITUTION, "hien_phap"),
    (_OF_LAWS, "chuong_trinh"),
)


def plain(words: str) -> str:
    """A title on one line, without what stands at its ends."""
    return re.sub(r"\s+", " ", words).strip(" ,")


def known_by_name(s: str) -> Iterator[Mention]:
    """Resolutions of meetings, treaties, charters and the constitution."""
    for pattern, slug in _PASSED:
        for m in pattern.finditer(s):
            who = m.groupdict().get("who")
            end, behind = issuer_after(s, m.end()) if pattern is _OF_LAWS else (m.end(), None)
            issuer = expand(plain(who)) if who else behind
            yield Mention(m.start(), end, None, slug, None, issuer, plain(m.group()))


def programmes(s: str) -> Iterator[Mention]:
    """Programmes with their years and strategies of the country, where they are carried out or followed.

    One of a list counts where the one before it does: "thực hiện Chương trình …; Chương trình …".
    """
    last = -1
    for m in sorted([*_PROGRAMME.finditer(s), *_STRATEGY.finditer(s)], key=lambda m: m.start()):
        listed = last >= 0 and _LISTED.fullmatch(s, last, m.start())
        followed = listed or _FOLLOWED.search(s, max(0, m.start() - 40), m.start())
        if not followed or NUMBER_FOLLOWS.match(s, m.end()):
            continue
        last = m.end()
        end, issuer = issuer_after(s, m.end())
        issuer = None if issuer == "Trung ương" else issuer
        slug = slug_from_words(" ".join(m.group().split()[:2]))
        yield Mention(m.start(), end, None, slug, None, issuer, plain(m.group()))
