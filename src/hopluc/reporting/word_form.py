"""A report as a Word form to be filled in, on the paper of its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hopluc.office.issuing import issuer_symbol, signatory_of
from hopluc.office.official import Document, Letterhead, Signature
from hopluc.office.wordform import write_word_form
from hopluc.reporting.frozen import cited
from hopluc.reporting.letterheads import place_before_day, superior_of
from hopluc.reporting.models import Submission
from hopluc.reporting.returning import book_of

DO = (
    "Điền vào các ô nền vàng, lưu dạng .docx rồi gửi lại tệp này trên trang báo cáo. Không đổi tên bảng, "
    "tên cột; không gộp, tách ô. Chữ viết ngoài ô nền vàng không được nhận."
)
NOTED = "Hợp Lực"  # who speaks in the comments


def word_of(
    submission: Submission,
    typed: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    told: Sequence[tuple[str, str]] = (),
) -> bytes:
    """The report's Word form as the draft stands. `typed`: what is to stand in some fields instead; `notes`:
    what is to be seen to in some; `told`: what else is, each with its place."""
    book = replace(book_of(submission, typed), guidance=DO)
    return write_word_form(book, _paper(submission), notes=notes, told=told, noted=NOTED)


def _paper(submission: Submission) -> Document:
    """The head and the foot of the body's report; number and day come after signing."""
    body, round_ = submission.body, submission.round
    return Document(
        letterhead=Letterhead(
            issuer=submission.body_name,
            superior=superior_of(body),
            symbol=f"BC-{issuer_symbol(submission.body_name, body.short_name)}",
            place=place_before_day(body),
            year=round_.due_on.year,
        ),
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện {cited(round_.plan)}\n({round_.title.removeprefix('Báo cáo ')})",
        addressees=(round_.collector.name,),
        blocks=(),
        recipients=("Như trên", "Lưu: VT"),
        signature=Signature(tuple(signatory_of(body.kind).split("\n"))),
    )
