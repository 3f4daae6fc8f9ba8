"""Documents that a text names."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.compiler.format import Citation
from hopluc.compiler.recognise.citations import find_citations

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "citations.toml").read_text("utf-8"))[
    "case"
]


def short(c: Citation) -> str:
    return f"{c.number or c.title} | {c.kind} | {c.issued_on or '-'} | {c.issuer or '-'}"


def cited(text: str, **given: Any) -> list[Citation]:
    return list(find_citations(text, 0, len(text), **given))


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"])[:50])
def test_each_document_is_named_once(case: dict[str, Any]) -> None:
    assert [short(c) for c in cited(case["text"])] == case["found"]


def test_places_hold_kind_number_date_and_issuer() -> None:
    text = "Theo Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ, các sở làm."
    (only,) = cited(text)
    assert [text[slice(*s)] for s in only.spans] == ["Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ"]


def test_a_document_named_within_the_title_of_another_is_a_mention() -> None:
    text = (
        "Thực hiện Nghị quyết số 57/NQ-CP ngày 12/3/2026 của Chính phủ về thực hiện Kết luận số 12-KL/TW "
        "và Kế hoạch số 8/KH-UBND ngày 01/4/2026 của UBND tỉnh"
    )
    roles = {c.number: c.role for c in cited(text, implements=[(0, len(text))])}
    assert roles == {"57/NQ-CP": "implements", "12-KL/TW": "mention", "8/KH-UBND": "implements"}


def test_a_ground_is_a_legal_basis_also_where_it_is_named_again() -> None:
    text = "Căn cứ Luật Hợp tác xã năm 2023;\nCác sở thi hành Luật Hợp tác xã."
    (law,) = cited(text, legal_basis=[(0, 33)])
    assert (law.role, len(law.spans)) == ("legal_basis", 2)


def test_what_an_item_opens_with_says_its_role() -> None:
    text = (
        "Căn cứ Luật Hợp tác xã năm 2023; Thực hiện Công văn số 7/STC-KT ngày 01/4/2026; "
        "Theo đề nghị của Sở Nội vụ tại Tờ trình số 9/TTr-SNV ngày 02/4/2026"
    )
    roles = {c.number or c.title: c.role for c in cited(text, legal_basis=[(0, len(text))])}
    assert roles == {
        "Luật Hợp tác xã năm 2023": "legal_basis",
        "7/STC-KT": "implements",
        "9/TTr-SNV": "mention",
    }


def test_a_title_carries_out_what_it_names_first() -> None:
    text = (
        "Ban hành Kế hoạch của Bộ Nội vụ thực hiện Nghị quyết số 48/NQ-CP ban hành Chương trình "
        "thực hiện Kết luận số 9-KL/TW"
    )
    roles = {c.number: c.role for c in cited(text, implements=[(0, len(text))])}
    assert roles == {"48/NQ-CP": "implements", "9-KL/TW": "mention"}


def test_a_law_without_its_year_is_the_newest_of_its_title() -> None:
    text = "Luật Hợp tác xã năm 2012; Luật Hợp tác xã năm 2023; theo Luật Hợp tác xã"
    assert [(c.title, len(c.spans)) for c in cited(text)] == [
        ("Luật Hợp tác xã năm 2012", 1),
        ("Luật Hợp tác xã năm 2023", 2),
    ]


def test_the_province_completes_no_committee_of_the_party() -> None:
    text = "Chương trình số 5-CTr/TU của Ban Thường vụ Tỉnh ủy; Nghị quyết số 9-NQ/TU của Tỉnh ủy"
    issuers = [c.issuer for c in cited(text, issuer="Tỉnh ủy Sơn Hải")]
    assert issuers == ["Ban Thường vụ Tỉnh ủy", "Tỉnh ủy"]


def test_the_document_s_own_number_is_no_citation() -> None:
    assert not cited("Kế hoạch số 12/KH-UBND ngày 05/02/2026", own_number="12/KH-UBND")


def test_the_province_completes_its_own_bodies() -> None:
    text = "Quyết định số 4/QĐ-UBND của UBND tỉnh; Nghị quyết số 9/NQ-HĐND ngày 02/3/2026"
    issuers = [c.issuer for c in cited(text, issuer="Ủy ban nhân dân tỉnh Sơn Hải")]
    assert issuers == ["Ủy ban nhân dân tỉnh Sơn Hải", "Hội đồng nhân dân tỉnh Sơn Hải"]


def test_the_fullest_mention_gives_the_issuer_and_the_commonest_date_the_date() -> None:
    text = (
        "Quyết định số 4/QĐ-UBND ngày 01/3/2026 của UBND tỉnh; Quyết định số 4/QĐ-UBND ngày 02/3/2026; "
        "Quyết định số 4/QĐ-UBND ngày 01/3/2026 của UBND tỉnh Sơn Hải"
    )
    (only,) = cited(text)
    assert (str(only.issued_on), only.issuer) == ("2026-03-01", "Ủy ban nhân dân tỉnh Sơn Hải")


@given(
    st.lists(
        st.sampled_from(
            [
                "Luật ",
                "Nghị quyết ",
                "số ",
                "12/",
                "2026/",
                "QĐ-",
                "UBND",
                " ngày 1/2/2026",
                " của ",
                "Chính phủ",
                "; ",
                "và ",
                "(",
                ")",
                "\n",
                "sửa đổi, bổ sung ",
            ]
        ),
        max_size=25,
    )
)
def test_any_pieces_give_places_within_the_text_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    for citation in find_citations(text, 0, len(text)):
        assert citation.spans == tuple(sorted(citation.spans))
        assert all(0 <= a < b <= len(text) for a, b in citation.spans)
        assert citation.number or citation.title


def test_a_plan_carries_out_the_decision_that_approved_what_its_title_names() -> None:
    text = (
        "Căn cứ Quyết định số 24/QĐ-TTg ngày 14/11/2025 của Thủ tướng Chính phủ phê duyệt "
        "Chiến lược phát triển nghề cá bền vững đến năm 2030; "
        "Căn cứ Nghị định số 43/2025/NĐ-CP của Chính phủ quy định chức năng"
    )
    title = "Kế hoạch thực hiện Chiến lược phát triển nghề cá bền vững tỉnh Sơn Hải"
    roles = {c.number: c.role for c in cited(text, legal_basis=[(0, len(text))], own_title=title)}
    assert roles == {"24/QĐ-TTg": "implements", "43/2025/NĐ-CP": "legal_basis"}


def test_a_commune_completes_its_own_council_and_no_province() -> None:
    text = "Nghị quyết số 8/NQ-HĐND ngày 26/12/2025 của HĐND xã; Kế hoạch số 9/KH-UBND của UBND tỉnh"
    issuers = [c.issuer for c in cited(text, issuer="Ủy ban nhân dân xã Bãi Cạn")]
    assert issuers == ["Hội đồng nhân dân xã Bãi Cạn", "Ủy ban nhân dân tỉnh"]


def test_a_cooperative_alliance_is_no_commune() -> None:
    (only,) = cited("Nghị quyết số 8/NQ-HĐND của HĐND xã", issuer="Liên minh Hợp tác xã Việt Nam")
    assert only.issuer == "Hội đồng nhân dân xã"


OPENINGS = [
    (
        "KẾ HOẠCH NUÔI BIỂN NĂM 2026 Căn cứ Nghị định số 4/2026/NĐ-CP ngày 02/3/2026 của Chính phủ; "
        "Thực hiện Chỉ thị số 5/CT-TTg ngày\n03/3/2026 của Thủ tướng\nChính phủ, "
        "Kết luận số 6-KL/TU của Tỉnh ủy,\n"
        "UBND tỉnh làm như sau:\nI. MỤC TIÊU\nCăn cứ Quyết định số 7/QĐ-UBND, các xã làm.\n",
        {
            "4/2026/NĐ-CP": "legal_basis",
            "5/CT-TTg": "implements",
            "6-KL/TU": "implements",
            "7/QĐ-UBND": "mention",
        },
    ),
    (
        "Để triển khai thực hiện hiệu quả Quyết định số 4/QĐ-TTg ngày 02/3/2026; Kế hoạch số "
        "5/KH-UBND của UBND tỉnh, UBND xã ban hành Kế hoạch như sau:\n"
        "Điều 1. Thực hiện Công văn số 6/SNV-TC.\n",
        {"4/QĐ-TTg": "implements", "5/KH-UBND": "implements", "6/SNV-TC": "mention"},
    ),
    (
        "Thực hiện ý kiến chỉ đạo của UBND tỉnh tại Công văn số 4/UBND-KT ngày 02/3/2026 và hướng dẫn của Sở "
        "Nội vụ tại Công văn số 5/SNV-TC; theo đề nghị của Phòng Văn hóa tại Tờ trình số 6/TTr-VH\n"
        "1. Mục đích\n",
        {"4/UBND-KT": "implements", "5/SNV-TC": "implements", "6/TTr-VH": "mention"},
    ),
    (
        "- Căn cứ chỉ đạo của Thủ tướng Chính phủ tại Công điện số 4/CĐ-TTg;\n- Căn cứ Thông báo của xã về "
        "Quyết định số 5/QĐ-UBND;\nQUYẾT ĐỊNH:\nĐiều 1. Căn cứ Quyết định số 6/QĐ-UBND, làm.\n",
        {"4/CĐ-TTg": "legal_basis", "5/QĐ-UBND": "mention", "6/QĐ-UBND": "mention"},
    ),
]


@pytest.mark.parametrize(("text", "roles"), OPENINGS, ids=[t[:30] for t, _ in OPENINGS])
def test_the_opening_says_its_grounds_though_its_lines_are_broken(text: str, roles: dict[str, str]) -> None:
    assert {c.number: c.role for c in cited(text)} == roles


def test_a_document_that_names_itself_by_a_shorter_title_cites_nothing() -> None:
    text = "(Kèm theo Kế hoạch nuôi biển xa bờ giai đoạn 2026-2030); Kế hoạch nuôi tôm đến năm 2030"
    title = "NUÔI BIỂN XA BỜ TRÊN ĐỊA BÀN TỈNH SƠN HẢI GIAI ĐOẠN 2026 - 2030"
    assert [c.title for c in cited(text, own_title=title, own_number="9/KH-UBND")] == [
        "Kế hoạch nuôi tôm đến năm 2030"
    ]


def test_a_plan_carries_out_the_amended_scheme_of_its_title_in_quotation_marks() -> None:
    text = (
        "Căn cứ Quyết định số 24/QĐ-TTg ngày 14/11/2025 phê duyệt điều chỉnh, bổ sung Đề án dạy nghề cá cho "
        "ngư dân đến năm 2030; Căn cứ Kế hoạch số 8/KH-UBND về thực hiện Đề án dạy nghề cá cho ngư dân"
    )
    title = "Triển khai thực hiện Đề án “Dạy nghề cá cho ngư dân giai đoạn 2026 - 2030”"
    roles = {c.number: c.role for c in cited(text, legal_basis=[(0, len(text))], own_title=title)}
    assert roles["24/QĐ-TTg"] == "implements"
    assert roles["8/KH-UBND"] == "legal_basis"


def test_what_came_with_another_decision_cites_that_decision() -> None:
    text = "sửa đổi Quy chế ban hành kèm theo Quyết định số 46/QĐ-UBND ngày 19/10/2025 của UBND tỉnh"
    assert [c.number for c in cited(text, own_number="12/QĐ-UBND")] == ["46/QĐ-UBND"]
    assert not cited("(Ban hành kèm theo Quyết định số 46/QĐ-UBND ngày 19/10/2025)", own_number="12/KH-UBND")


def test_a_section_of_grounds_lists_them() -> None:
    text = (
        "KẾ HOẠCH\nI. CĂN CỨ PHÁP LÝ\n- Luật Thủy sản ngày 21/11/2017;\n- Nghị định số 4/2026/NĐ-CP ngày\n"
        "02/3/2026 của Chính phủ sửa đổi Nghị định số 5/2025/NĐ-CP;\nCông văn số 6/SNV-TC.\n"
        "Theo đề nghị của Sở Nội vụ tại Tờ trình số 7/TTr-SNV.\n"
        "II. MỤC TIÊU\n- Theo Quyết định số 8/QĐ-UBND, làm;\n"
    )
    assert {c.number or c.title: c.role for c in cited(text)} == {
        "Luật Thủy sản": "legal_basis",
        "4/2026/NĐ-CP": "legal_basis",
        "5/2025/NĐ-CP": "mention",
        "6/SNV-TC": "legal_basis",
        "7/TTr-SNV": "mention",
        "8/QĐ-UBND": "mention",
    }


def test_a_number_of_the_party_with_its_marks_changed_is_the_same() -> None:
    text = "Nghị quyết số 57/NQ-TW ngày 22/12/2026; Nghị quyết số 57-NQ/TW; Kế hoạch số 57/KH-UBND"
    assert [c.number for c in cited(text)] == ["57-NQ/TW", "57/KH-UBND"]


def test_what_somebody_has_issued_is_no_ground() -> None:
    text = (
        "Thực hiện nhiệm vụ nuôi biển năm 2026, Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 8/KH-UBND.\n"
        "Thực hiện Quyết định số 46/QĐ-TTg, các xã đã lập sổ.\nI. MỤC TIÊU\n"
    )
    assert {c.number: c.role for c in cited(text)} == {"8/KH-UBND": "mention", "46/QĐ-TTg": "implements"}


def test_what_is_said_of_all_documents_of_a_list_stands_before_the_first() -> None:
    text = (
        "Căn cứ các Quyết định của Thủ tướng Chính phủ: Quyết định số 46/QĐ-TTg về nuôi biển; Quyết định số "
        "47/QĐ-TTg sửa đổi Quyết định số 45/QĐ-TTg;\nI. MỤC TIÊU\n"
    )
    found = {c.number: c.role for c in cited(text)}
    assert found == {"46/QĐ-TTg": "legal_basis", "47/QĐ-TTg": "legal_basis", "45/QĐ-TTg": "mention"}


def test_a_decision_that_says_its_title_again_cites_no_programme() -> None:
    text = (
        "Điều 1. Ban hành Kế hoạch thực hiện Chương trình nuôi cá lồng ven các đảo nhỏ đến năm 2030;\n"
        "Điều 2. Thực hiện Chương trình trồng rừng ngập mặn ven biển giai đoạn 2026 - 2030;\n"
    )
    own = "BAN HÀNH KẾ HOẠCH THỰC HIỆN CHƯƠNG TRÌNH NUÔI CÁ LỒNG VEN CÁC ĐẢO NHỎ TỈNH SƠN HẢI ĐẾN NĂM 2030"
    found = [c.title for c in cited(text, own_number="12/QĐ-UBND", own_title=own)]
    assert found == ["Chương trình trồng rừng ngập mặn ven biển giai đoạn 2026 - 2030"]
