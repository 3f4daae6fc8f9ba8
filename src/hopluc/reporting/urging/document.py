"""An urging letter (công văn) in the form of Nghị định 30/2020/NĐ-CP; number and day are left to the
document system."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.office.official import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from hopluc.reporting.urging.content import LetterContent, OwedReport
from hopluc.viet.dates import format_date
from hopluc.viet.text import lower_first

_COLUMNS = (
    Column("TT", 11, "center"),
    Column("Nhiệm vụ", 84),
    Column("Thời hạn", 40),
    Column("Hạn phải xong", 26, "center"),
    Column("Số ngày quá hạn", 20, "center"),
    Column("Tình hình đã báo cáo", 74),
)


def letter_document(letter: LetterContent) -> Document:
    """The letter; about late work with an annex of it."""
    blocks = _of_report(letter, letter.report) if letter.report else _blocks(letter)
    return Document(
        letterhead=Letterhead(
            issuer=letter.sender,
            superior=letter.superior,
            symbol=letter.symbol,
            place=letter.place,
            year=letter.on.year,
        ),
        subject=_subject(letter),
        addressees=(letter.body,),
        blocks=tuple(blocks),
        recipients=("Như trên", *(f"{name} (để báo cáo)" for name in letter.above), "Lưu: VT"),
        signature=Signature(tuple(letter.signatory.split("\n"))),
        annexes=(Annex(f"Nhiệm vụ quá hạn của {letter.body}", (_table(letter),)),) if letter.plans else (),
    )


def _subject(letter: LetterContent) -> str:
    if letter.report:
        return f"đôn đốc gửi {lower_first(letter.report.title)}"
    of = letter.plans[0].short if len(letter.plans) == 1 else "các kế hoạch"
    return f"đôn đốc nhiệm vụ quá hạn của {of}"


def _blocks(letter: LetterContent) -> Iterator[Block]:
    yield Paragraph(
        f"Thực hiện nhiệm vụ theo dõi, đôn đốc {_plans(letter)}, {letter.sender} đã rà soát tiến độ trên cơ "
        f"sở báo cáo của các cơ quan."
    )
    yield Paragraph(
        f"Tính đến ngày {format_date(letter.on)}, {letter.body} còn {letter.count:02d} nhiệm vụ đã quá "
        f"hạn, chưa hoàn thành{_longest(letter)} (danh mục tại Phụ lục kèm theo). {letter.sender} đề nghị "
        f"{letter.body}:"
    )
    yield Paragraph(
        "1. Tập trung chỉ đạo hoàn thành các nhiệm vụ nêu tại Phụ lục; cập nhật kết quả kèm minh chứng trên "
        "hệ thống theo dõi kế hoạch."
    )
    yield Paragraph(
        f"2. Báo cáo nguyên nhân chậm, khó khăn, vướng mắc (nếu có) và thời gian hoàn thành cụ thể của từng "
        f"nhiệm vụ, gửi {letter.sender}{_answer_by(letter)}."
    )
    if letter.words:
        yield Paragraph(letter.words)
    yield Paragraph(f"{letter.sender} đề nghị {letter.body} quan tâm, thực hiện./.")


def _of_report(letter: LetterContent, owed: OwedReport) -> Iterator[Block]:
    yield Paragraph(
        f"Để tổng hợp {lower_first(owed.title)} về việc thực hiện {owed.cited}, {letter.sender} đã đề nghị "
        f"các cơ quan gửi báo cáo trước ngày {format_date(owed.due_on)}."
    )
    late = f", quá hạn {owed.days_late} ngày" if owed.days_late > 0 else ""
    if owed.returned:
        yield Paragraph(
            f"Báo cáo của {letter.body} đã được trả lại để bổ sung ({owed.returned.rstrip('.')}); đến ngày "
            f"{format_date(letter.on)} chưa gửi lại{late}."
        )
    else:
        yield Paragraph(
            f"Tính đến ngày {format_date(letter.on)}, {letter.sender} chưa nhận được báo cáo của "
            f"{letter.body}{late}."
        )
    asked = f" trước ngày {format_date(letter.answer_by)}" if letter.answer_by else ""
    yield Paragraph(
        f"{letter.sender} đề nghị {letter.body} khẩn trương hoàn thiện báo cáo, gửi trên hệ thống theo dõi "
        f"kế hoạch{asked} để tổng hợp, báo cáo cấp có thẩm quyền. Sau thời hạn này, cơ quan chưa gửi sẽ được "
        f"nêu tên trong báo cáo tổng hợp."
    )
    if letter.words:
        yield Paragraph(letter.words)
    yield Paragraph(f"{letter.sender} đề nghị {letter.body} quan tâm, thực hiện./.")


def _plans(letter: LetterContent) -> str:
    if len(letter.plans) == 1:
        return f"việc thực hiện {letter.plans[0].cited}"
    return "việc thực hiện các kế hoạch sau: " + "; ".join(plan.cited for plan in letter.plans)


def _longest(letter: LetterContent) -> str:
    return f", lâu nhất là {letter.longest} ngày" if letter.longest > 1 else ""


def _answer_by(letter: LetterContent) -> str:
    return f" trước ngày {format_date(letter.answer_by)} để tổng hợp, báo cáo" if letter.answer_by else ""


def _table(letter: LetterContent) -> Table:
    rows: list[tuple[str | Cell, ...]] = []
    place = 0
    for plan in letter.plans:
        if len(letter.plans) > 1:
            rows.append((Cell(plan.cited, bold=True, span=len(_COLUMNS)),))
        for line in plan.lines:
            place += 1
            number = f"{line.number}. " if line.number else ""
            rows.append(
                (
                    str(place),
                    f"{number}{line.text}",
                    line.deadline,
                    format_date(line.due_on),
                    str(line.days_late),
                    line.said,
                )
            )
    return Table(_COLUMNS, rows)
