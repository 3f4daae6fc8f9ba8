"""Reports, step by step, and the other standing duties."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Duty, Party, Reporting
from hopluc.compiler.recognise.duties import find_duties
from tests.compiler.documents import compiled


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


def test_two_receivers_of_one_sender_are_no_chain() -> None:
    reports, _ = read(
        "Hằng năm, các đơn vị lập dự toán kinh phí gửi Sở Y tế thẩm định nội dung, gửi Sở Tài chính "
        "tổng hợp trình cấp có thẩm quyền."
    )
    assert steps(reports) == [
        "budget: các đơn vị → Sở Y tế @ FREQ=YEARLY",
        "budget: các đơn vị → Sở Tài chính @ FREQ=YEARLY",
        "budget: Sở Tài chính → cấp có thẩm quyền @ FREQ=YEARLY",
    ]


def test_proposals_on_which_money_is_gathered_are_sent_by_those_who_propose() -> None:
    reports, _ = read(
        "3. Trên cơ sở đề xuất của các sở, ngành và UBND các xã, Sở Tài chính tham mưu UBND tỉnh "
        "bố trí kinh phí thực hiện Kế hoạch."
    )
    assert steps(reports) == [
        "budget: các sở, ngành, Ủy ban nhân dân các xã → Sở Tài chính",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh",
    ]


def test_a_later_clause_may_speak_of_another_body() -> None:
    reports, _ = read(
        "Quá trình thực hiện nếu có khó khăn, vướng mắc đề nghị các địa phương phản ánh về Sở Xây dựng để "
        "giải quyết; trường hợp vượt thẩm quyền, Sở Xây dựng tổng hợp, báo cáo UBND tỉnh xem xét."
    )
    assert steps(reports) == [
        "problem: các địa phương → Sở Xây dựng",
        "problem: Sở Xây dựng → Ủy ban nhân dân tỉnh",
    ]


def test_days_belong_to_what_follows_a_mere_signature() -> None:
    reports, _ = read("5. Vụ Pháp chế tổng hợp, trình Bộ trưởng báo cáo Chính phủ trước ngày 15/12 hằng năm.")
    assert steps(reports) == [
        "report: Vụ Pháp chế → Bộ trưởng",
        "report: Bộ trưởng → Chính phủ @ FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
    ]


def test_every_time_of_a_regular_report_is_a_part_of_its_due() -> None:
    reports, _ = read(
        "2. Các sở, ngành định kỳ hằng tháng (trước ngày 16 hằng tháng), 6 tháng (trước ngày 16/6), năm "
        "(trước ngày 20/11 hằng năm) hoặc khi có yêu cầu báo cáo kết quả về Sở Công Thương."
    )
    assert [[p.rrule or p.kind for p in r.due] for r in reports] == [
        [
            "FREQ=MONTHLY;BYMONTHDAY=16",
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=16",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20",
            "on_request",
        ]
    ]


def test_clauses_that_only_tell_days_go_with_the_report() -> None:
    reports, _ = read(
        "6. Chế độ báo cáo: báo cáo tháng gửi trước ngày 15 hằng tháng; báo cáo năm gửi trước ngày "
        "05/12/2026 về Sở Y tế để tổng hợp."
    )
    assert steps(reports) == ["report:  → Sở Y tế @ FREQ=MONTHLY;BYMONTHDAY=15 @ 2026-12-05"]


def test_reviews_of_several_years_are_a_report_each() -> None:
    reports, _ = read("7. Sở Y tế báo cáo giữa kỳ (năm 2028) và báo cáo tổng kết (năm 2030) gửi UBND tỉnh.")
    assert [(names(r.to), [str(p.end) for p in r.due]) for r in reports] == [
        (["Ủy ban nhân dân tỉnh"], ["2028-12-31"]),
        (["Ủy ban nhân dân tỉnh"], ["2030-12-31"]),
    ]


def test_a_step_that_a_later_sentence_dates_is_said_once() -> None:
    reports, _ = read(
        "1. Các sở báo cáo kết quả gửi Sở Y tế trước ngày 20/11/2026 để tổng hợp, báo cáo UBND tỉnh.",
        "2. Sở Y tế tổng hợp, báo cáo UBND tỉnh trước ngày 30/11/2026.",
    )
    assert steps(reports) == [
        "report: Các sở → Sở Y tế @ 2026-11-20",
        "report: Sở Y tế → Ủy ban nhân dân tỉnh @ 2026-11-30",
    ]


def test_each_step_has_the_day_that_stands_beside_it() -> None:
    reports, _ = read(
        "2. Trước ngày 20 hằng tháng, UBND các xã gửi báo cáo về Sở Y tế để tổng hợp, báo cáo UBND tỉnh, "
        "Bộ Y tế trước ngày 25 hằng tháng.",
        "3. Hằng năm, các phòng gửi kết quả thực hiện về Văn phòng Sở trước ngày 05/11; Văn phòng Sở "
        "tổng hợp, "
        "trước ngày 20/11 báo cáo Giám đốc Sở.",
    )
    assert steps(reports) == [
        "report: Ủy ban nhân dân các xã → Sở Y tế @ FREQ=MONTHLY;BYMONTHDAY=20",
        "report: Sở Y tế → Ủy ban nhân dân tỉnh, Bộ Y tế @ FREQ=MONTHLY;BYMONTHDAY=25",
        "report: các phòng → Văn phòng Sở @ FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5",
        "report: Văn phòng Sở → Giám đốc Sở @ FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20",
    ]


def test_one_sender_may_report_to_several_at_different_times() -> None:
    reports, _ = read(
        "Văn phòng Liên minh tổng hợp, báo cáo Ban Thường vụ vào ngày 25 hằng tháng, báo cáo UBND tỉnh "
        "6 tháng và cả năm."
    )
    assert steps(reports) == [
        "report: Văn phòng Liên minh → Ban Thường vụ @ FREQ=MONTHLY;BYMONTHDAY=25",
        "report: Văn phòng Liên minh → Ủy ban nhân dân tỉnh @ FREQ=MONTHLY;INTERVAL=6 @ FREQ=YEARLY",
    ]


def test_a_plan_or_a_list_that_is_sent_is_no_report() -> None:
    reports, duties = read(
        "4. Các sở, ngành xây dựng kế hoạch chi tiết của đơn vị, gửi Sở Xây dựng trước ngày "
        "28/02/2026 để tổng hợp, "
        "theo dõi; gửi báo cáo kết quả thực hiện trước ngày 10 tháng 12 hằng năm.",
        "5. Các sở, ban, ngành cử 01 lãnh đạo phụ trách, gửi danh sách về Sở Xây dựng trước ngày 15/01/2026.",
    )
    assert steps(reports) == ["report: Các sở, ngành → Sở Xây dựng @ FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"]
    assert [(d.kind, [str(p.date) for p in d.due]) for d in duties] == [
        ("own_plan", ["2026-02-28"]),
        ("staff", ["2026-01-15"]),
    ]


def test_the_day_of_work_before_the_report_is_not_the_reports() -> None:
    reports, _ = read(
        "Các sở, ngành triển khai kế hoạch trong tháng 02/2026; báo cáo kết quả về Sở Du lịch trước "
        "ngày 05/12/2026."
    )
    assert steps(reports) == ["report: Các sở, ngành → Sở Du lịch @ 2026-12-05"]


def test_a_clause_speaks_of_the_body_that_it_names() -> None:
    reports, _ = read(
        "Kinh phí do ngân sách tỉnh bảo đảm; các đơn vị chủ động lập dự toán hằng năm gửi Sở Tài chính.",
        "Kế hoạch được điều chỉnh khi cần thiết; các sở, ngành gửi đề xuất về Sở Nội vụ trước ngày "
        "30 tháng 9 hằng "
        "năm để trình UBND tỉnh quyết định.",
    )
    assert steps(reports) == [
        "budget: các đơn vị → Sở Tài chính @ FREQ=YEARLY",
        "amendment: các sở, ngành → Sở Nội vụ @ FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
        "amendment: Sở Nội vụ → Ủy ban nhân dân tỉnh @ FREQ=YEARLY",
    ]


def test_times_that_no_calendar_gives_are_due_after_their_event_or_on_request() -> None:
    reports, _ = read(
        "UBND các xã báo cáo nhanh tình hình về Sở Y tế trước 16 giờ hằng ngày; báo cáo tổng kết sau "
        "mỗi đợt dịch, "
        "hoặc đột xuất theo yêu cầu."
    )
    assert [[p.kind for p in r.due] for r in reports] == [["recurring", "after", "on_request"]]


def test_what_a_receiver_sends_on_in_the_next_clause_is_of_the_same_kind() -> None:
    reports, _ = read(
        "Trước ngày 15 tháng 7 hằng năm, các đơn vị gửi nhu cầu kinh phí về Sở Tài chính; Sở Tài "
        "chính thẩm định, "
        "trình UBND tỉnh."
    )
    assert steps(reports) == [
        "budget: các đơn vị → Sở Tài chính @ FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh @ FREQ=YEARLY",
    ]


def test_those_who_make_the_estimates_send_them_first() -> None:
    reports, _ = read(
        "3. Vụ Tài chính chủ trì tổng hợp dự toán do các đơn vị gửi đến trước ngày 30 tháng 6 hằng năm, "
        "gửi Bộ Tài chính.",
        "4. Sở Tài chính thẩm định dự toán do các sở, ngành lập, trình UBND tỉnh trước ngày 30/9 hằng năm.",
    )
    assert steps(reports) == [
        "budget: các đơn vị → Vụ Tài chính @ FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30",
        "budget: Vụ Tài chính → Bộ Tài chính @ FREQ=YEARLY",
        "budget: các sở, ngành → Sở Tài chính @ FREQ=YEARLY",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh @ FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30",
    ]


def test_a_report_may_fall_due_when_something_happens() -> None:
    reports, _ = read(
        "Phòng Kinh tế là bộ phận thường trực, theo dõi việc thực hiện; định kỳ báo cáo Chủ tịch "
        "UBND xã vào ngày 20 "
        "hằng tháng và báo cáo Sở Y tế khi có dịch."
    )
    assert [(names(r.from_), names(r.to), [p.kind for p in r.due]) for r in reports] == [
        (["Phòng Kinh tế"], ["Chủ tịch Ủy ban nhân dân xã"], ["recurring"]),
        (["Phòng Kinh tế"], ["Sở Y tế"], ["after"]),
    ]


def test_each_year_in_a_quarter_is_its_months() -> None:
    reports, _ = read("Hằng năm, vào quý III, Phòng Kinh tế lập dự toán kinh phí trình UBND xã.")
    assert steps(reports) == ["budget: Phòng Kinh tế → Ủy ban nhân dân xã @ FREQ=YEARLY;BYMONTH=7,8,9"]


def test_every_year_within_the_words_dates_no_general_responsibility() -> None:
    text = "Văn phòng Sở đưa kết quả thực hiện Kế hoạch vào tiêu chí bình xét thi đua hằng năm."
    _, duties = find_duties(text, [(0, len(text))], {}, None, [()], tabled=True, assigned=True)
    assert [(d.kind, names(d.of), d.due) for d in duties] == [("other", ["Văn phòng Sở"], ())]


def test_a_plan_of_ones_own_is_known_by_whose_it_is() -> None:
    for own in ("của thôn", "của trường", "của phường", "của mình"):
        _, duties = read(f"Trưởng các thôn xây dựng kế hoạch {own} xong trước ngày 28/02/2026.")
        assert [(d.kind, [str(p.date) for p in d.due]) for d in duties] == [("own_plan", ["2026-02-28"])]


def test_a_body_that_is_advised_to_report_gets_no_report_itself() -> None:
    reports, _ = read(
        "Trước ngày 15/12 hằng năm, Sở Nội vụ tham mưu UBND tỉnh báo cáo Bộ Nội vụ kết quả thực hiện "
        "Kế hoạch."
    )
    assert steps(reports) == [
        "report: Ủy ban nhân dân tỉnh → Bộ Nội vụ @ FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"
    ]


def test_a_receiver_that_opens_the_sentence_is_a_receiver() -> None:
    reports, _ = read(
        "Phòng Tài chính hướng dẫn các đơn vị sử dụng kinh phí; các đơn vị lập dự toán hằng năm gửi "
        "Phòng Tài chính "
        "trước ngày 30 tháng 6."
    )
    assert steps(reports) == ["budget: các đơn vị → Phòng Tài chính @ FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"]


def test_a_programme_of_each_quarter_is_due_on_its_day() -> None:
    _, duties = read(
        "Trưởng các phòng xây dựng chương trình công tác từng quý, gửi Văn phòng Sở trước ngày 05 "
        "tháng đầu quý."
    )
    assert [(d.kind, [p.rrule for p in d.due]) for d in duties] == [
        ("work_programme", ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5"])
    ]


def test_who_inspects_from_time_to_time_is_not_the_standing_agency() -> None:
    _, duties = read(
        "Ban Kiểm tra Tỉnh đoàn định kỳ kiểm tra việc thực hiện nhiệm vụ của các đơn vị theo Kế hoạch.",
        "Văn phòng Sở là đầu mối theo dõi, định kỳ kiểm tra việc thực hiện Kế hoạch.",
    )
    assert [d.kind for d in duties] == ["other", "supervise"]


def test_a_programme_of_the_year_is_made_by_its_day() -> None:
    _, duties = read(
        "Các phòng xây dựng chương trình công tác năm của đơn vị, trình Giám đốc Sở trước ngày 15/02/2026."
    )
    assert [(d.kind, [str(p.date) for p in d.due]) for d in duties] == [("work_programme", ["2026-02-15"])]


def test_changes_and_difficulties_of_one_clause_are_two_reports() -> None:
    reports, _ = read(
        "Nếu có khó khăn, vướng mắc, các xã báo cáo UBND tỉnh xem xét, điều chỉnh Kế hoạch này (qua Sở Y tế)."
    )
    assert sorted(steps(reports)) == [
        "amendment: các xã → Ủy ban nhân dân tỉnh, Sở Y tế",
        "problem: các xã → Ủy ban nhân dân tỉnh, Sở Y tế",
    ]


def kinds(duties: tuple[Duty, ...]) -> list[str]:
    return [f"{d.kind}: {', '.join(names(d.of))}" for d in duties]


def test_one_agency_supervises_and_all_together_answer_for_their_own() -> None:
    _, duties = read(
        "1. Sở Y tế theo dõi, đôn đốc việc thực hiện Kế hoạch.",
        "2. Thủ trưởng các cơ quan, đơn vị kiểm tra, giám sát việc thực hiện Kế hoạch.",
        "3. Đề nghị Mặt trận Tổ quốc Việt Nam tỉnh giám sát việc thực hiện Kế hoạch.",
    )
    assert kinds(duties) == [
        "supervise: Sở Y tế",
        "other: Thủ trưởng các cơ quan, đơn vị",
        "other: Mặt trận Tổ quốc Việt Nam tỉnh",
    ]


def test_the_plan_is_theirs_who_are_told_to_make_it() -> None:
    _, duties = read(
        "2- Đảng ủy UBND tỉnh lãnh đạo, chỉ đạo các sở, ngành cụ thể hóa thành kế hoạch hành động."
    )
    assert kinds(duties) == ["own_plan: các sở, ngành"]


def test_a_body_does_not_check_by_its_name() -> None:
    _, duties = read("4- Ủy ban Kiểm tra Tỉnh ủy tuyên truyền nội dung thực hiện Nghị quyết.")
    assert kinds(duties) == []


def test_a_production_plan_is_no_plan_to_carry_this_one_out() -> None:
    _, duties = read("- Các hợp tác xã xây dựng kế hoạch sản xuất, tiêu thụ của đơn vị.")
    assert kinds(duties) == []


def test_the_last_article_of_a_decision_is_nobodys_standing_duty() -> None:
    reports, duties = read(
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này."
    )
    assert (reports, duties) == ((), ())


def test_a_heading_that_names_nobody_ends_the_word_of_the_agency_above() -> None:
    _, duties = read(
        "1. Hội Nông dân tỉnh",
        "- Vận động hội viên.",
        "2. Công tác kiểm tra",
        "- Tăng cường kiểm tra, giám sát việc thực hiện Kế hoạch.",
    )
    assert kinds(duties) == []


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


def test_what_is_sent_comes_in_the_order_in_which_it_is_said() -> None:
    reports, _ = read(
        "Nếu gặp khó khăn, vướng mắc hoặc cần bổ sung nhiệm vụ, các phường phản ánh về Sở Du lịch.",
        "Nếu cần điều chỉnh Kế hoạch hoặc có vướng mắc, các xã kiến nghị Sở Du lịch.",
    )
    assert [(r.kind, names(r.from_)) for r in reports] == [
        ("problem", ["các phường"]),
        ("amendment", ["các phường"]),
        ("amendment", ["các xã"]),
        ("problem", ["các xã"]),
    ]


@pytest.mark.parametrize("examines", ["thẩm định", "rà soát", "cho ý kiến", "cân đối"])
def test_who_examines_what_was_sent_reports_it_on(examines: str) -> None:
    reports, _ = read(
        f"Trước ngày 10/8 hằng năm, các phường lập dự toán kinh phí gửi Sở Tài chính {examines}, "
        "báo cáo UBND thành phố."
    )
    assert steps(reports) == [
        "budget: các phường → Sở Tài chính @ FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=10",
        "budget: Sở Tài chính → Ủy ban nhân dân thành phố @ FREQ=YEARLY",
    ]


@pytest.mark.parametrize("year", ["năm sau", "của năm sau", "năm tiếp theo", "các năm tiếp theo", "hằng năm"])
def test_a_day_of_the_year_after_comes_every_year(year: str) -> None:
    reports, _ = read(f"Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 20 tháng 01 {year}.")
    assert steps(reports) == [
        "report: Sở Nội vụ → Ủy ban nhân dân tỉnh @ FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20"
    ]


@pytest.mark.parametrize("how", ["ngay", "nhanh", "đột xuất"])
def test_a_report_at_once_is_one_of_its_own(how: str) -> None:
    reports, _ = read(
        f"Các bệnh viện gửi báo cáo kết quả về Sở Y tế trước ngày 15/12/2027; báo cáo {how} "
        "Sở Y tế khi có ca bệnh lạ."
    )
    assert [(names(r.to), [p.kind for p in r.due]) for r in reports] == [
        (["Sở Y tế"], ["by"]),
        (["Sở Y tế"], ["after"]),
    ]


def test_figures_sent_regularly_are_a_report_those_on_request_are_none() -> None:
    reports, _ = read(
        "Chi cục Thuế định kỳ hằng tháng cung cấp số liệu thu cho Sở Tài chính.",
        "Các doanh nghiệp cung cấp số liệu cho Sở Công Thương khi có yêu cầu.",
    )
    assert steps(reports) == ["report: Chi cục Thuế → Sở Tài chính @ FREQ=MONTHLY"]


def test_the_event_of_a_regular_report_is_no_time_of_its_own() -> None:
    reports, _ = read("UBND các phường báo cáo nhanh tình hình về Sở Xây dựng hằng ngày khi có ngập lụt.")
    assert [[p.rrule for p in r.due] for r in reports] == [["FREQ=DAILY"]]


@pytest.mark.parametrize(
    ("when", "rules"),
    [
        ("hằng quý, 6 tháng, năm", ["MONTHLY;INTERVAL=3", "MONTHLY;INTERVAL=6", "YEARLY"]),
        ("hằng tháng, quý và năm", ["MONTHLY", "MONTHLY;INTERVAL=3", "YEARLY"]),
        ("6 tháng, hằng năm", ["MONTHLY;INTERVAL=6", "YEARLY"]),
        (
            "quý, năm (trước ngày 20 tháng cuối kỳ báo cáo)",
            ["MONTHLY;INTERVAL=3;BYMONTHDAY=20", "YEARLY;BYMONTH=12;BYMONTHDAY=20"],
        ),
    ],
)
def test_a_report_of_several_periods_has_a_rule_for_each(when: str, rules: list[str]) -> None:
    reports, _ = read(f"Các phường định kỳ {when} báo cáo kết quả thực hiện về Sở Du lịch.")
    assert [[p.rrule for p in r.due] for r in reports] == [[f"FREQ={rule}" for rule in rules]]


@pytest.mark.parametrize(
    "own", ["phương án của đơn vị", "kế hoạch trên địa bàn", "chương trình của phường", "kế hoạch ở cơ sở"]
)
def test_a_plan_of_ones_own_may_be_a_scheme_or_one_for_the_area(own: str) -> None:
    _, duties = read(f"UBND các phường ban hành {own} trước ngày 30/4/2027.")
    assert [(d.kind, [str(p.date) for p in d.due]) for d in duties] == [("own_plan", ["2027-04-30"])]


def test_officers_may_be_counted_at_least() -> None:
    _, duties = read("UBND các phường bố trí tối thiểu 02 công chức theo dõi.")
    assert [d.kind for d in duties] == ["staff"]


@pytest.mark.parametrize("field", ["Đơn vị phối hợp", "Cơ quan chủ trì", "Cơ quan thực hiện"])
def test_a_field_that_names_bodies_is_no_duty(field: str) -> None:
    text = f"{field}: Cục Du lịch quốc gia."
    assert find_duties(text, [(0, len(text))], assigned=True) == ((), ())


def test_bodies_behind_a_sending_receive_and_send_nothing() -> None:
    reports, _ = read(
        "Định kỳ 6 tháng (trước ngày 12/6), năm (trước ngày 12/12) báo cáo kết quả về Sở Du lịch "
        "để tổng hợp, báo cáo UBND tỉnh, Bộ Tư pháp theo quy định."
    )
    assert steps(reports) == [
        "report:  → Sở Du lịch @ FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12 @ FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12",
        "report: Sở Du lịch → Ủy ban nhân dân tỉnh, Bộ Tư pháp",
    ]


@pytest.mark.parametrize(
    "when",
    [
        "Thời gian gửi báo cáo: trước ngày 08 tháng 11 hằng năm.",
        "Thời hạn nộp báo cáo trước ngày 08/11 hằng năm.",
        "Báo cáo năm gửi trước ngày 08/11 hằng năm.",
    ],
)
def test_the_day_of_a_report_may_stand_in_the_next_sentence(when: str) -> None:
    reports, _ = read(f"Các phường báo cáo kết quả thực hiện về Sở Du lịch. {when}")
    assert steps(reports) == ["report: Các phường → Sở Du lịch @ FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=8"]


def test_estimates_for_a_plan_are_no_plan() -> None:
    _, duties = read("Các phường lập dự toán kinh phí thực hiện Kế hoạch trong dự toán của đơn vị.")
    assert [d for d in duties if d.kind == "own_plan"] == []


@pytest.mark.parametrize("tells", ["hướng dẫn", "đôn đốc", "yêu cầu"])
def test_those_who_are_told_to_make_estimates_send_them_to_who_gathers_them(tells: str) -> None:
    reports, _ = read(
        f"Vụ Tài chính {tells} các đơn vị xây dựng dự toán kinh phí hằng năm, tổng hợp trình Bộ trưởng."
    )
    assert steps(reports) == [
        "budget: các đơn vị → Vụ Tài chính @ FREQ=YEARLY",
        "budget: Vụ Tài chính → Bộ trưởng @ FREQ=YEARLY",
    ]


def test_days_that_count_from_the_decision_are_no_closing_article() -> None:
    _, duties = read(
        "UBND các phường ban hành kế hoạch của phường trong 15 ngày kể từ ngày Quyết định có hiệu lực.",
        "Quyết định này có hiệu lực kể từ ngày ký; các sở theo dõi, đôn đốc việc thực hiện.",
    )
    assert [(d.kind, [p.count for p in d.due]) for d in duties] == [("own_plan", [15])]


@pytest.mark.parametrize("how", ["hằng quý", "định kỳ hằng quý"])
def test_a_clause_that_makes_a_body_answer_is_a_duty_beside_its_plan(how: str) -> None:
    _, duties = read(
        "Giám đốc các sở xây dựng kế hoạch chi tiết trước ngày 10/4/2027; "
        f"{how} kiểm điểm và chịu trách nhiệm trước UBND tỉnh về tiến độ."
    )
    assert [(d.kind, [p.date or p.rrule for p in d.due]) for d in duties] == [
        ("own_plan", [dt.date(2027, 4, 10)]),
        ("other", ["FREQ=MONTHLY;INTERVAL=3"]),
    ]


def test_who_gathers_what_others_propose_may_be_the_owner_of_the_paragraph() -> None:
    finance = Party("Sở Tài chính", "Sở Tài chính", False)
    reports, _ = read(
        "c) Hằng năm, trên cơ sở đề xuất của các sở, ngành, tổng hợp dự toán kinh phí, trình UBND tỉnh.",
        owner=(finance,),
    )
    assert steps(reports) == [
        "budget: các sở, ngành → Sở Tài chính @ FREQ=YEARLY",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh @ FREQ=YEARLY",
    ]


@pytest.mark.parametrize("between", ["", " ký ban hành,"])
def test_what_a_receiver_signs_he_sends_on(between: str) -> None:
    reports, _ = read(
        f"Văn phòng Sở tổng hợp kết quả, trình Giám đốc Sở{between} gửi Sở Nội vụ theo quy định."
    )
    assert steps(reports) == ["report: Văn phòng Sở → Giám đốc Sở", "report: Giám đốc Sở → Sở Nội vụ"]


def test_days_of_several_bullets_are_all_of_the_report_above_them() -> None:
    reports, _ = read(
        "1. Các phòng báo cáo kết quả thực hiện về Văn phòng Sở như sau:",
        "- Báo cáo 6 tháng: trước ngày 05/6/2026.",
        "- Báo cáo năm: trước ngày 20/11/2026.",
    )
    assert steps(reports) == ["report: Các phòng → Văn phòng Sở @ 2026-06-05 @ 2026-11-20"]


def test_difficulties_go_where_the_clause_before_reports() -> None:
    reports, _ = read(
        "UBND các xã báo cáo kết quả về Sở Y tế trước ngày 15/6/2026; kịp thời phản ánh khó khăn, vướng mắc."
    )
    assert steps(reports) == [
        "report: Ủy ban nhân dân các xã → Sở Y tế @ 2026-06-15",
        "problem: Ủy ban nhân dân các xã → Sở Y tế",
    ]


def test_measures_that_are_proposed_in_time_are_a_report_of_difficulties() -> None:
    reports, _ = read(
        "Sở Y tế theo dõi việc thực hiện Kế hoạch; kịp thời báo cáo, kiến nghị UBND tỉnh các biện pháp."
    )
    assert steps(reports) == ["problem: Sở Y tế → Ủy ban nhân dân tỉnh"]


def test_a_post_may_be_told_by_his_field() -> None:
    reports, _ = read(
        "Khi phát sinh vướng mắc, các phòng báo cáo Phó Giám đốc phụ trách lĩnh vực (qua Văn phòng Sở)."
    )
    assert steps(reports) == ["problem: các phòng → Phó Giám đốc phụ trách lĩnh vực, Văn phòng Sở"]


def test_the_plans_money_is_a_duty_beside_a_table_and_a_task_without_one() -> None:
    finance = Party("Sở Tài chính", "Sở Tài chính", False)
    text = "- Cân đối, bố trí kinh phí theo khả năng ngân sách."
    beside, without = (
        find_duties(text, [(0, len(text))], {}, None, [(finance,)], tabled=tabled)[1]
        for tabled in (True, False)
    )
    assert [d.kind for d in beside] == ["other"]
    assert without == ()


def test_the_closing_words_of_a_plan_are_no_duty() -> None:
    _, duties = read(
        "Trên đây là Kế hoạch năm 2026, yêu cầu các phòng nghiêm túc tổ chức thực hiện Kế hoạch."
    )
    assert duties == ()


def test_one_that_is_asked_more_than_to_report_has_a_duty_too() -> None:
    text = "Đề nghị UBMTTQ tỉnh phát huy vai trò giám sát; tập hợp kiến nghị, phản ánh với UBND tỉnh."
    reports, duties = find_duties(text, [(0, len(text))], assigned=True)
    assert [(r.kind, names(r.to)) for r in reports] == [("problem", ["Ủy ban nhân dân tỉnh"])]
    assert [d.kind for d in duties] == ["other"]


def test_a_directive_without_a_part_on_organising_says_at_its_end_who_sees_to_it() -> None:
    plan = compiled(
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI\nSố: 04/CT-UBND\n\nCHỈ THỊ\nVề tăng cường phòng cháy rừng\n\n"
        "Chủ tịch UBND tỉnh yêu cầu:\n\n1. Sở Xây dựng\n\na) Rà soát quy hoạch trước ngày 15/3/2026.\n\n"
        "b) Sửa đường.\n\n2. Công an tỉnh điều tra các vụ phá rừng.\n\n"
        "3. Sở Y tế theo dõi, đôn đốc việc thực hiện Chỉ thị này; trước ngày 20 hằng tháng, "
        "các xã báo cáo kết quả về Sở Y tế."
    )
    assert [task.number for task in plan.tasks] == ["1.a", "1.b", "2"]
    assert steps(plan.reporting) == ["report: các xã → Sở Y tế @ FREQ=MONTHLY;BYMONTHDAY=20"]
    assert [d.kind for d in plan.duties] == ["supervise"]


def test_what_is_sent_so_that_money_is_given_is_an_estimate() -> None:
    reports, _ = read(
        "Sở Y tế xây dựng kế hoạch năm, gửi Sở Tài chính tổng hợp, tham mưu UBND tỉnh bố trí kinh phí."
    )
    assert steps(reports)[0] == "budget: Sở Y tế → Sở Tài chính"


def test_estimates_that_others_make_do_not_take_the_sentence_from_its_owner() -> None:
    finance = Party("Sở Tài chính", "Sở Tài chính", False)
    reports, _ = read(
        "- Căn cứ khả năng ngân sách, thẩm định dự toán do các đơn vị lập, trình UBND tỉnh.", owner=(finance,)
    )
    assert steps(reports) == [
        "budget: các đơn vị → Sở Tài chính",
        "budget: Sở Tài chính → Ủy ban nhân dân tỉnh",
    ]


def test_changes_are_decided_on_what_others_propose() -> None:
    reports, _ = read(
        "Việc điều chỉnh Kế hoạch do Ban Thường vụ quyết định trên cơ sở đề nghị của các phòng."
    )
    assert steps(reports) == ["amendment: các phòng → Ban Thường vụ"]


def test_who_is_asked_to_watch_is_not_the_standing_agency() -> None:
    _, duties = read(
        "Đề nghị Hội Nông dân tỉnh vận động hội viên; theo dõi, giám sát việc thực hiện Kế hoạch."
    )
    assert [d.kind for d in duties] == ["other"]


def test_a_programme_of_work_of_each_month_and_quarter_is_due_in_each() -> None:
    _, duties = read("Các phòng xây dựng chương trình công tác tháng, quý để thực hiện Kế hoạch.")
    assert [(d.kind, [p.rrule for p in d.due]) for d in duties] == [
        ("work_programme", ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3"])
    ]


def test_a_room_of_a_board_ends_before_what_it_does() -> None:
    _, duties = read("Văn phòng Ban xây dựng kế hoạch phù hợp với tình hình của đơn vị.")
    assert [(d.kind, names(d.of)) for d in duties] == [("own_plan", ["Văn phòng Ban"])]


@pytest.mark.parametrize(
    ("bracket", "to"),
    [
        ("Phòng Tổng hợp", ["Sở Y tế", "Phòng Tổng hợp"]),
        ("cơ quan thường trực Ban Chỉ đạo", ["Sở Y tế"]),
    ],
)
def test_a_part_of_the_receiver_in_brackets_stands_second_and_what_it_is_does_not(
    bracket: str, to: list[str]
) -> None:
    reports, _ = read(f"Các xã báo cáo kết quả thực hiện về Sở Y tế ({bracket}) trước ngày 10/12/2026.")
    assert [names(r.to) for r in reports] == [to]


def test_what_serves_the_plan_is_a_duty_before_the_report_of_one_sentence() -> None:
    text = "Các thôn phổ biến nội dung Kế hoạch; nắm tình hình hoạt động, phản ánh với UBND xã."
    reports, duties = find_duties(text, [(0, len(text))], assigned=True)
    assert len(reports) == 1
    assert [d.kind for d in duties] == ["other"]
