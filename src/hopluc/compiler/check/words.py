"""Rules on the words: slips that a second reading would have caught."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip, quoted
from hopluc.viet.text import fold, modern_tones

# How often a compound must stand rightly, and at most wrongly, for the latter to be a slip.
_OFTEN, _SELDOM = 4, 1
_DOUBLED_MARK = re.compile(r"(?<![.…/])\.\.(?![.…/])|,,|;;")
_QUOTE = re.compile("[“”]")
_WORD = re.compile(r"[^\W\d_]+")
# Words that Vietnamese doubles on purpose ("dần dần", "song song").
_DOUBLED_ON_PURPOSE = frozenset(
    [
        "dần",
        "từ",
        "song",
        "ngày",
        "luôn",
        "thường",
        "đều",
        "mãi",
        "xa",
        "gần",
        "người",
        "nhà",
        "nơi",
        "lâu",
        "khác",
        "năm",
        "tháng",
        "đời",
        "hay",
        "rất",
        "ào",
        "lần",
        "trăng",
        "chung",
        "riêng",
        "ngang",
        "nhanh",
        "sẽ",
    ]
)

# Compounds of official language whose last word begins another one, so that the two may meet.
_COMPOUND_LIST = """
    địa bàn, củng cố, ứng dụng, xây dựng, viễn thông, giai đoạn, hướng dẫn, nông thôn, mặt hàng, chuyển giao,
    nâng cao, tăng cường, rà soát, tuyên truyền, khuyến khích, hỗ trợ, hoàn thiện, nguồn vốn, lãnh đạo,
    chỉ đạo, đăng ký, giải thể, phối hợp, thường xuyên, kịp thời, chủ động, chủ trì, tham mưu, thẩm quyền,
    hành vi, phạm vi, vi phạm, trường hợp, phù hợp, phối hợp, tổng hợp, liên hợp, tổ hợp, kết hợp, tích
    hợp, hợp tác, hợp đồng, hợp lý, hợp pháp, hợp nhất, hợp lệ, hợp phần, tác xã, phường xã, thị xã, xã
    hội, xã viên, học sinh, vệ sinh, sinh viên, sinh hoạt, sinh thái, sinh học, sinh kế, quản lý, xử lý,
    pháp lý, tâm lý, lý luận, lý do, lý lịch, hoạt động, tác động, lao động, vận động, phát động, biến
    động, động viên, động lực, động vật, thành viên, đoàn viên, hội viên, viên chức, công chức, chức
    năng, chức danh, chức vụ, nhiệm vụ, dịch vụ, phục vụ, nội vụ, vụ việc, công việc, làm việc, việc
    làm, điều hành, chấp hành, ban hành, thi hành, tiến hành, hành chính, hành động, chính sách, tài
    chính, chính quyền, chính phủ, chính trị, giá trị, quản trị, trị giá, đánh giá, định giá, giá cả,
    quy định, xác định, nghị định, ổn định, quyết định, định kỳ, định hướng, định mức, thị trường, môi
    trường, nhà trường, trường học, sản xuất, đề xuất, xuất khẩu, nhân dân, người dân, dân tộc, dân cư,
    dân số, công tác, đối tác, tác phẩm, kinh tế, quốc tế, thực tế, y tế, tế bào, đầu tư, vật tư, thông
    tư, tư vấn, tư nhân, tư pháp, pháp luật, biện pháp, giải pháp, phương pháp, thông tin, giao thông,
    truyền thông, thông qua, công thương, công nghiệp, thủ công, công khai, thành công, thành phố, hình
    thành, hoàn thành, thành lập, độc lập, tình hình, mô hình, loại hình, hình thức, nhận thức, tổ chức,
    chức sắc, cơ sở, trụ sở, sở hữu, sở ngành, đào tạo, cải tạo, tạo điều, điều kiện, sự kiện, kiện
    toàn, an toàn, toàn diện, toàn quốc, chuyển đổi, trao đổi, thay đổi, đổi mới, phân công, phân loại,
    thành phần, phần mềm, giám sát, khảo sát, sát hạch, kết quả, hiệu quả, hệ thống, quan hệ, hệ sinh,
    thể chế, cụ thể, đoàn thể, tập thể, thể thao, thể hiện, thực hiện, phát hiện, hiện đại, hiện hành,
    phát triển, triển khai, triển lãm, khai thác, kê khai, phê duyệt, bảo đảm, đảm bảo, bảo vệ, bảo
    hiểm, ngân hàng, khách hàng, hàng năm, hàng hóa, văn hóa, hóa chất, số hóa, chỉ số, số liệu, số
    lượng, chất lượng, năng lượng, lượng giá, khả năng, kỹ năng, năng lực, nguồn lực, nhân lực, lực
    lượng, khu vực, lĩnh vực, chương trình, quy trình, công trình, quá trình, trình độ, chế độ, tiến độ,
    độ tuổi, kế hoạch, quy hoạch, dữ liệu, tài liệu, nguyên liệu, tài nguyên, nguyên nhân, cá nhân, nhân
    sự, dự án, đề án, phương án, đề nghị, hội nghị, nghị quyết, giải quyết, kiên quyết, quyết liệt, liên
    quan, cơ quan, quan tâm, quan trọng, trung tâm, tập trung, trung ương, địa phương, phương thức,
    phương tiện, địa điểm, quan điểm, thời điểm, điểm đến, đặc điểm, báo cáo, thông báo, báo chí, tiêu
    chí, tạp chí, chí minh
"""
_COMPOUNDS = frozenset(" ".join(phrase.split()) for phrase in _COMPOUND_LIST.split(","))


def doubled(case: Case) -> Iterator[Slip]:
    """A word, or two words, written twice running ("thực hiện hiện", "kinh tế kinh tế")."""
    text = case.mended.flow.text
    words = list(_WORD.finditer(text))
    lower = [word.group().lower() for word in words]
    for n in range(1, len(words)):
        if lower[n] == lower[n - 1] and _touch(text, words, n) and lower[n] not in _DOUBLED_ON_PURPOSE:
            if not _two_compounds(lower, n) and not _names_place(words, n):
                yield _slip(text, words[n - 1], words[n - 1], words[n])
        elif (
            n >= 3
            and lower[n - 3 : n - 1] == lower[n - 1 : n + 1]
            and lower[n] != lower[n - 1]
            and all(_touch(text, words, k) for k in range(n - 2, n + 1))
        ):
            yield _slip(text, words[n - 3], words[n - 2], words[n])


def _slip(text: str, first: re.Match[str], last_kept: re.Match[str], last: re.Match[str]) -> Slip:
    kept = text[first.start() : last_kept.end()]
    return Slip((first.start(), last.end()), {"words": quoted(text[first.start() : last.end()])}, kept, kept)


def _touch(text: str, words: list[re.Match[str]], n: int) -> bool:
    return text[words[n - 1].end() : words[n].start()] == " "


def _names_place(words: list[re.Match[str]], n: int) -> bool:
    """Whether the second word begins the name of a place ("hợp tác xã xã Cồn")."""
    following = words[n + 1].group() if n + 1 < len(words) else ""
    return words[n].group() in ("xã", "phường") and following[:1].isupper()


def _two_compounds(lower: list[str], n: int) -> bool:
    """Whether the two words end one compound and begin another ("hợp tác xã xã hội")."""
    if n < 2 or n + 1 >= len(lower):
        return False
    return f"{lower[n - 2]} {lower[n]}" in _COMPOUNDS and f"{lower[n]} {lower[n + 1]}" in _COMPOUNDS


def misspelled(case: Case) -> Iterator[Slip]:
    """A compound whose marks are wrong once, where the document writes it right many times.

    OCR and hasty typing lose marks ("địa bản" for "địa bàn"). Two words that only meet by
    chance ("cơ quan trong" holds no "quan trọng") belong to compounds with their neighbours.
    """
    text = case.mended.flow.text
    words = list(_WORD.finditer(text))
    lower = [modern_tones(word.group().lower()) for word in words]
    counts: Counter[str] = Counter()
    for n in range(1, len(words)):
        if _touch(text, words, n):
            counts[f"{lower[n - 1]} {lower[n]}"] += 1
    right = {fold(pair): pair for pair in _COMPOUNDS if counts[pair] >= _OFTEN}
    for n in range(1, len(words)):
        pair = f"{lower[n - 1]} {lower[n]}"
        usual = right.get(fold(pair)) if counts[pair] <= _SELDOM else None
        if usual is None or usual == pair or pair in _COMPOUNDS or not _touch(text, words, n):
            continue
        around = (
            f"{lower[n - 2]} {lower[n - 1]}" if n >= 2 else "",
            f"{lower[n]} {lower[n + 1]}" if n + 1 < len(lower) else "",
        )
        if not _COMPOUNDS.intersection(around):
            span = (words[n - 1].start(), words[n].end())
            written = text[span[0] : span[1]]
            mended = _like(usual, written)
            yield Slip(span, {"words": written, "usual": mended}, mended, mended)


def _like(words: str, written: str) -> str:
    """`words` with the capitals of `written`."""
    if written.isupper():
        return words.upper()
    return words[0].upper() + words[1:] if written[:1].isupper() else words


def stray_marks(case: Case) -> Iterator[Slip]:
    """Two full stops or commas running, or a quotation that is closed and was never opened."""
    for found in _DOUBLED_MARK.finditer(case.mended.flow.text):
        yield Slip(found.span(), {"marks": found.group()}, found.group()[0], found.group()[0])
    for line in case.mended.lines:
        depth = 0
        for mark in _QUOTE.finditer(case.mended.flow.text, *line.span):
            depth += 1 if mark.group() == "“" else -1
            if depth < 0:
                yield Slip(mark.span(), {"marks": mark.group()})
                break


RULES = (
    Rule("doubled-word", "info", doubled,
         "Lặp từ: “{words}”.", "Doubled words: “{words}”.", "a slip of typing"),
    Rule("misspelling", "info", misspelled,
         "“{words}” có lẽ là “{usual}”, như ở các chỗ khác trong văn bản.",
         "“{words}” is probably “{usual}”, as elsewhere in the document.", "a slip of typing or of OCR"),
    Rule("stray-punctuation", "info", stray_marks,
         "Dấu “{marks}” thừa hoặc thiếu dấu đi cùng.", "Stray “{marks}”, or its partner is missing.",
         "a slip of typing"),
)  # fmt: skip
