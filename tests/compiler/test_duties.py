"""Reports, step by step, and the other standing duties."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Duty, Party, Reporting
from hopluc.compiler.recognise.duties import find_duties


def read(*paragraphs: str, owner: tuple[Party, ...] = ()) -> tuple[tuple[Reporting, ...], tuple[Duty, ...]]:
    text = "\n".join(paragraphs)
    starts = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(len(paragraphs))]
    spans = [(a, a + len(p)) for a, p in zip(starts, paragraphs, strict=True)]
    return find_duties(text, spans, {}, None, [owner] * len(spans))


def names(parties: tuple[Party, ...]) -> list[str]:
    return [p.name for p in parties]


def steps(reports: tuple[Reporting, ...]) -> list[str]:
    """Each report as "kind: from → to @ due"."""
    return [
        f"{r.kind}: {', '.join(names(r.from_))} → {', '.join(names(r.to))}"
        + "".join(f" @ {p.date or p.rrule}" for p in r.due)
        for r in reports
    ]


def test_a_chain_is_an_entry_for_each_step() -> None:
    reports, _ = read(
        "2. Chế độ báo cáo: Các sở, ban, ngành, UBND các xã đánh giá kết quả thực hiện Kế hoạch, "
        "gửi Sở Tài chính trước ngày 10/12/2026 để tổng hợp, báo cáo UBND tỉnh."
    )
    assert steps(reports) == [
        "report: Các sở, ban, ngành, Ủy ban nhân dân các xã → Sở Tài chính @ 2026-12-10",
        "report: Sở Tài chính → Ủy ban nhân dân tỉnh",
    ]


def test_a_yearly_clause_covers_every_step_and_a_day_the_first() -> None:
    reports, duties = read(
        "3. Sở Tài chính chủ trì theo dõi, đôn đốc việc thực hiện Kế hoạch; định kỳ "
        "hằng năm (trước ngày 20 tháng 12) tổng hợp báo cáo UBND tỉnh về tình hình thực hiện "
        "để trình Ban Thường vụ Tỉnh ủy."
    )
    assert steps(reports) == [
        "report: Sở Tài chính → Ủy ban nhân dân tỉnh @ FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20",
        "report: Ủy ban nhân dân tỉnh → Ban Thường vụ Tỉnh ủy @ FREQ=YEARLY",
    ]
    assert [(d.kind, names(d.of)) for d in duties] == [("supervise", ["Sở Tài chính"])]


def test_the_body_that_a_report_goes_through_stands_second() -> None:
    reports, _ = read(
        "4. Trong quá trình thực hiện, nếu cần sửa đổi, bổ sung, các sở, ban, ngành chủ động báo cáo "
        "Chủ tịch UBND tỉnh (thông qua Sở Tài chính) xem xét, quyết định."
    )
    assert steps(reports) == ["amendment: các sở, ban, ngành → Chủ tịch Ủy ban nhân dân tỉnh, Sở Tài chính"]


def test_estimates_are_a_kind_of_their_own() -> None:
    reports, _ = read(
        "Hằng năm, các cơ quan, đơn vị lập dự toán kinh phí gửi Sở Tài chính tổng hợp báo cáo UBND tỉnh."
    )
    assert steps(reports) == [
        "budget: các cơ quan, đơn vị → Sở Tài chính @ FREQ=YEARLY",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh @ FREQ=YEARLY",
    ]


def test_results_and_difficulties_of_one_sentence_are_two_reports() -> None:
    reports, _ = read(
        "2. Giao Sở Nội vụ định kỳ hằng năm báo cáo UBND tỉnh tình hình thực hiện; "
        "kịp thời báo cáo UBND tỉnh những vướng mắc phát sinh."
    )
    assert steps(reports) == [
        "report: Sở Nội vụ → Ủy ban nhân dân tỉnh @ FREQ=YEARLY",
        "problem: Sở Nội vụ → Ủy ban nhân dân tỉnh",
    ]
    assert reports[0].text == reports[1].text


def test_a_bullet_goes_with_the_agencies_above_it() -> None:
    reports, _ = read(
        "1. UBND các xã căn cứ nhiệm vụ được giao xây dựng kế hoạch cụ thể và tổ chức thực hiện.",
        "- Hằng năm báo cáo kết quả thực hiện gửi Sở Nội vụ.",
    )
    assert steps(reports) == ["report: Ủy ban nhân dân các xã → Sở Nội vụ @ FREQ=YEARLY"]


def test_the_owner_of_a_paragraph_is_its_subject() -> None:
    office = Party("Văn phòng", "Văn phòng")
    _, duties = read("+ Tham mưu lồng ghép nhiệm vụ vào Chương trình công tác năm.", owner=(office,))
    assert [(d.kind, names(d.of)) for d in duties] == [("work_programme", ["Văn phòng"])]


def test_an_own_plan_is_a_duty() -> None:
    _, duties = read("1. Các sở, ngành xây dựng kế hoạch cụ thể của đơn vị trước ngày 31/3/2026.")
    assert [(d.kind, names(d.of), [str(p.date) for p in d.due]) for d in duties] == [
        ("own_plan", ["Các sở, ngành"], ["2026-03-31"])
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "1. ",
                "- ",
                "Sở Nội vụ ",
                "báo cáo ",
                "UBND tỉnh ",
                "hằng năm ",
                "gửi ",
                "; ",
                ". ",
                "(thông qua ",
                ") ",
                "theo dõi, đôn đốc Kế hoạch ",
                "trước ngày 1/2/2026 ",
                "vướng mắc ",
            ]
        ),
        max_size=20,
    )
)
def test_any_pieces_give_places_within_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    reports, duties = find_duties(text, [(0, len(text))])
    for item in (*reports, *duties):
        assert item.span
        assert 0 <= item.span[0] < item.span[1] <= len(text)
    assert all(r.to for r in reports)
