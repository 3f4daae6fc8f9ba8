"""For each rule of the checker a text of our own that breaks it and one, next to it, that does not."""

from __future__ import annotations

from typing import NamedTuple

from tests.compiler.documents import table

PROSE = "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Sở Y tế: {}\n"
HEAD = "Số: 5/KH-UBND\nSơn Hải, ngày 5 tháng 2 năm 2026\n\n"
TARGETS = "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. MỤC TIÊU\n{}\nII. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\n"
REPORTS = PROSE.format("Khám bệnh.") + "\nII. TỔ CHỨC THỰC HIỆN\n{}\n"
WITH_PRODUCT = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|Sản phẩm"
WITH_MANDATE = "TT|Nhiệm vụ theo Chương trình của Chính phủ|Nội dung thực hiện|Cơ quan chủ trì|Thời gian"
WORK = "rà soát toàn bộ lồng bè trên vịnh và lập bản đồ các vùng nuôi an toàn cho từng xã ven biển"

TORN = (
    "KẾ HOẠCH\nNuôi biển năm 2026\n\nPhụ lục\n\n\tTT\n\tNhiệm vụ\n\tChủ trì\n\tThời gian\n\tGhi chú\n"
    + "".join(f"\n\t{n}\n\tRà soát lồng bè vùng {n}\n\tSở A\n\tNăm 2026\n\t\n" for n in range(1, 5))
    + "\n\t5\n\tMở chợ đêm\n\tSở B\n\tNăm 2026"
)

UNNAMED = "".join(f"{n}\t{WORK} số {n}\tSở Y tế\tSở Nội vụ\tTháng {n}/2026\n" for n in range(3, 8))

WORKS = (
    "Khám sức khỏe định kỳ cho ngư dân già yếu trên các đảo xa bờ",
    "Cấp tủ thuốc gia đình cho tàu cá đi biển dài ngày",
    "Tập huấn sơ cứu đuối nước cho đội dân phòng các xã ven biển",
    "Xây dựng trạm y tế quân dân y kết hợp tại đảo Hòn Mực",
    "Tiêm phòng uốn ván cho thợ đóng thuyền và thợ vá lưới",
    "Kiểm tra nguồn nước ngọt dự trữ tại các bến cá trong tỉnh",
    "Lập đường dây tư vấn từ xa cho tàu gặp người bị nạn",
)


class Fault(NamedTuple):
    """`broken` breaks the rule, `sound` differs from it in that only."""

    broken: str
    sound: str


def prose(broken: str, sound: str) -> Fault:
    return Fault(PROSE.format(broken), PROSE.format(sound))


def targets(broken: str, sound: str) -> Fault:
    return Fault(TARGETS.format(broken), TARGETS.format(sound))


def reports(broken: str, sound: str) -> Fault:
    return Fault(REPORTS.format(broken), REPORTS.format(sound))


def issued(broken: str, sound: str) -> Fault:
    return Fault(HEAD + PROSE.format(broken), HEAD + PROSE.format(sound))


def annexed(line: str) -> str:
    return HEAD + PROSE.format("Khám bệnh.") + f"\nPhụ lục\n({line})\n"


def mandated(first: str, second: str) -> str:
    return table(
        f"1|Tuyên truyền sâu rộng Luật Thủy sản đến từng hộ nuôi lồng bè trên vịnh|{first}|Sở Tư pháp|2026",
        f"2|Hỗ trợ vay vốn ưu đãi để thay lồng gỗ bằng lồng nhựa bền với sóng gió|{second}|Sở Tài chính|2026",
        "3|Xây dựng bến cá có nhà phân loại và kho lạnh tại xã Cồn Sơn"
        "|Xây dựng bến cá có nhà phân loại và kho lạnh tại xã Cồn Sơn|Sở Xây dựng|2026",
        heading=WITH_MANDATE,
    )


_LOANS = "Mở gói vay vốn ưu đãi để thay lồng gỗ bằng lồng nhựa bền với sóng gió"
_LAW = "Tổ chức tuyên truyền sâu rộng Luật Thủy sản đến từng hộ nuôi lồng bè trên vịnh"
_AWARD = "Đề nghị cấp trên khen thưởng những gương điển hình tiên tiến của phong trào thi đua"

HEADS = {
    "no-plan": Fault("QUYẾT ĐỊNH\nVề việc nghỉ lễ\n\nĐiều 1. Nghỉ lễ ba ngày.\n", PROSE.format("Khám bệnh.")),
    "missing-header": Fault(PROSE.format("Khám bệnh."), HEAD + PROSE.format("Khám bệnh.")),
    "missing-number": Fault(
        "Số:      /KH-UBND\nSơn Hải, ngày 5 tháng 2 năm 2026\n\n" + PROSE.format("Khám bệnh."),
        HEAD + PROSE.format("Khám bệnh."),
    ),
    "missing-date": Fault(
        "Số: 5/KH-UBND\nSơn Hải, ngày    tháng    năm 2026\n\n" + PROSE.format("Khám bệnh."),
        HEAD + PROSE.format("Khám bệnh."),
    ),
    "missing-signature": Fault(
        PROSE.format("Khám bệnh.") + "\nNơi nhận:\n- Lưu: VT.\n",
        PROSE.format("Khám bệnh.") + "\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn Đảo\n",
    ),
    "own-date-mismatch": Fault(
        annexed("Kèm theo Kế hoạch số 5/KH-UBND ngày 15/02/2026"),
        annexed("Kèm theo Kế hoạch số 5/KH-UBND ngày 05/02/2026"),
    ),
    "own-number-mismatch": Fault(
        annexed("Kèm theo Kế hoạch số 55/KH-UBND ngày 05/02/2026"),
        annexed("Kèm theo Kế hoạch số 5/KH-UBND ngày 05/02/2026"),
    ),
    "own-number-doubtful": Fault(
        *(
            "KẾ HOẠCH\nThực hiện Kế hoạch số 88/KH-UBND\n\n"
            "Thực hiện Kế hoạch số 88/KH-UBND ngày 03/01/2026 của "
            "Ủy ban nhân dân tỉnh Sơn Hải, Sở Y tế tỉnh Sơn Hải xây dựng kế hoạch như sau:\n"
            "I. NHIỆM VỤ\n"
            "1. Phòng Nghiệp vụ: Khám bệnh.\n\nPhụ lục\n"
            f"(Kèm theo Kế hoạch số {number}/KH-SYT ngày 09/02/2026)\n"
            for number in (88, 12)
        )
    ),
}

DATES = {
    "date-impossible": prose("Khám bệnh trước ngày 31/9/2026.", "Khám bệnh trước ngày 30/9/2026."),
    "range-backwards": prose("Khám bệnh giai đoạn 2030-2026.", "Khám bệnh giai đoạn 2026-2030."),
    "period-mismatch": Fault(
        *(
            "KẾ HOẠCH\nNuôi biển giai đoạn 2026-2030\n\nI. NHIỆM VỤ TRỌNG TÂM GIAI ĐOẠN "
            f"{years}\n1. Sở Y tế: Khám bệnh.\n"
            for years in ("2021-2025", "2026-2030")
        )
    ),
    "row-deadline-mismatch": Fault(
        table("1|Rà soát trước ngày 15/7/2026.|Sở A||Trước ngày 30/8/2026"),
        table("1|Rà soát trước ngày 30/8/2026.|Sở A||Trước ngày 30/8/2026"),
    ),
    "deadline-before-document": Fault(
        HEAD + table("1|Rà soát.|Sở A||Trước ngày 30/8/2025"),
        HEAD + table("1|Rà soát.|Sở A||Trước ngày 30/8/2026"),
    ),
    "deadline-before-period": Fault(
        *(
            table("1|Rà soát.|Sở A||" + year).replace(
                "KẾ HOẠCH\n", "KẾ HOẠCH\nNuôi biển giai đoạn 2026-2030\n"
            )
            for year in ("Năm 2025", "Năm 2026")
        )
    ),
    "deadline-before-plan": Fault(
        HEAD + table("1|Rà soát.|Sở A||2024-2027"), HEAD + table("1|Rà soát.|Sở A||2026-2027")
    ),
    "programme-over": Fault(
        table("1|Triển khai Chương trình nuôi biển giai đoạn 2021-2025.|Sở A||Quý II/2027"),
        table("1|Tổng kết Chương trình nuôi biển giai đoạn 2021-2025.|Sở A||Quý II/2027"),
    ),
    "deadline-order": Fault(
        *(
            table(
                f"1|Rà soát.|Sở A|Tháng 7/2026|{end}",
                heading="TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian bắt đầu|Thời gian hoàn thành",
            )
            for end in ("Tháng 5/2026", "Tháng 9/2026")
        )
    ),
    "anniversary-mismatch": Fault(
        *(
            table(
                "1|Tổng kết 20 năm thực hiện Nghị quyết số 13-NQ/TU ngày 18/3/2010 của Tỉnh ủy."
                f"|Sở A||Năm {year}"
            )
            for year in (2026, 2030)
        )
    ),
    "weekday-mismatch": Fault(
        *(table(f"1|Mở hội sách|Sở A||{day}, ngày 10/4/2027") for day in ("Chủ nhật", "Thứ Bảy"))
    ),
}

CITED = "Thực hiện Thông tư số 09/{}TT-BTC ngày 26/5/2017 của Bộ Tài chính."
CITATIONS = {
    "citation-year": prose(
        "Thực hiện Thông tư số 09/2017/TT-BTC ngày 26/5/2027 của Bộ Tài chính.", CITED.format("2017/")
    ),
    "citation-two-dates": prose(
        "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2025; Quyết định số 15/QĐ-UBND ngày 02/3/2025 "
        "và Quyết định số 15/QĐ-UBND ngày 20/3/2025 của Ủy ban nhân dân tỉnh.",
        "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2025 và Quyết định số 15/QĐ-UBND ngày 02/3/2025 "
        "của Ủy ban nhân dân tỉnh.",
    ),
    "citation-not-yet-issued": issued(
        "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2027 của Ủy ban nhân dân tỉnh.",
        "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2025 của Ủy ban nhân dân tỉnh.",
    ),
    "basis-over": Fault(
        *(
            "KẾ HOẠCH\nNuôi biển năm 2026\n\n"
            "Căn cứ Quyết định số 45/QĐ-UBND ngày 02/3/2021 của Ủy ban nhân dân tỉnh "
            f"phê duyệt Đề án nuôi biển giai đoạn {years};\nI. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\n"
            for years in ("2021-2025", "2021-2030")
        )
    ),
    "citation-incomplete": prose(
        "Thực hiện Thông tư số 09/2017/TT-BTC.",
        "Thực hiện Thông tư số 09/2017/TT-BTC ngày 26/5/2017 của Bộ Tài chính.",
    ),
    "citation-short": prose(
        "Thực hiện Nghị quyết số 68-NQ/TU ngày 02/3/2025 của Tỉnh ủy. Phổ biến Nghị quyết 68 của Tỉnh ủy.",
        "Thực hiện Nghị quyết số 68-NQ/TU ngày 02/3/2025 của Tỉnh ủy. Phổ biến Nghị quyết 68 đến các hộ.",
    ),
    "citation-issuer": prose(
        "Thực hiện Kế hoạch số 46-KH/TU ngày 02/3/2025 của Ban Thường vụ Tỉnh ủy; Kế hoạch số 46-KH/TU ngày "
        "02/3/2025 của Tỉnh ủy; Kế hoạch số 46-KH/TU ngày 02/3/2025 của Tỉnh ủy.",
        "Thực hiện Kế hoạch số 46-KH/TU ngày 02/3/2025 của Tỉnh ủy; Kế hoạch số 46-KH/TU ngày 02/3/2025 của "
        "Tỉnh ủy.",
    ),
    "citation-number": prose(
        "Theo Công văn số 17/BTC-TCDN ngày 04/01/2025 và Công văn số 17/BTC-TCĐN ngày 04/01/2025 "
        "của Bộ Tài chính.",
        "Theo Công văn số 17/BTC-TCDN ngày 04/01/2025 và Công văn số 71/BTC-TCDN ngày 04/01/2025 "
        "của Bộ Tài chính.",
    ),
    "citation-form": prose(CITED.format(""), CITED.format("2017/")),
    "citation-kind": prose(
        "Theo Kế hoạch số 48/QĐ-UBND ngày 04/01/2025 của Ủy ban nhân dân tỉnh.",
        "Theo Quyết định số 48/QĐ-UBND ngày 04/01/2025 của Ủy ban nhân dân tỉnh.",
    ),
    "citation-spacing": prose(
        "Theo Nghị quyết số 57- NQ/TU ngày 04/01/2025 của Tỉnh ủy.",
        "Theo Nghị quyết số 57-NQ/TU ngày 04/01/2025 của Tỉnh ủy.",
    ),
    "law-lapsed": issued(
        "Thực hiện Luật Hợp tác xã số 23/2012/QH13.", "Thực hiện Luật Hợp tác xã số 17/2023/QH15."
    ),
    "agency-abolished": Fault(
        *(
            HEAD + table(f"1|Rà soát.|{lead}||2026", "2|Báo cáo.|Sở Nội vụ||2026")
            for lead in ("Sở Kế hoạch và Đầu tư", "Sở Tài chính")
        )
    ),
}

STRUCTURE = {
    "numbering": Fault(
        PROSE.format("Khám bệnh.") + "3. Sở Công Thương: Mở chợ.\n",
        PROSE.format("Khám bệnh.") + "2. Sở Công Thương: Mở chợ.\n",
    ),
    "row-numbering": Fault(
        table("1|Rà soát.|Sở A||2026", "2|Báo cáo.|Sở B||2026", "5|Mở chợ.|Sở C||2026"),
        table("1|Rà soát.|Sở A||2026", "2|Báo cáo.|Sở B||2026", "3|Mở chợ.|Sở C||2026"),
    ),
    "announced-count": Fault(
        *(
            f"KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Thực hiện {count} nhiệm vụ sau:\n"
            "a) Sở Y tế khám bệnh.\nb) Sở Công Thương mở chợ.\n"
            for count in (3, 2)
        )
    ),
    "missing-annex": prose("Khám bệnh (chi tiết tại Phụ lục 2 kèm theo).", "Khám bệnh (theo phân công)."),
    "wrong-reference": Fault(
        PROSE.format("Khám bệnh theo phụ lục này.") + table("1|Khám bệnh.|Sở Y tế||2026"),
        PROSE.format("Khám bệnh theo phụ lục kèm theo.") + table("1|Khám bệnh.|Sở Y tế||2026"),
    ),
    "missing-reference": prose(
        "Khám bệnh theo mục IV của Kế hoạch này.", "Khám bệnh theo mục I của Kế hoạch này."
    ),
    "duplicate-number": Fault(
        table("1|Rà soát.|Sở A||2026", "1|Báo cáo.|Sở B||2026"),
        table("1|Rà soát.|Sở A||2026", "2|Báo cáo.|Sở B||2026"),
    ),
    "row-without-number": Fault(
        mandated(_LAW, _LOANS).replace("2\tHỗ trợ", "\tHỗ trợ"), mandated(_LAW, _LOANS)
    ),
}

TASKS = {
    "missing-lead": Fault(
        table("1|Rà soát.|||2026", "2|Báo cáo.|Sở B||2026"),
        table("1|Rà soát.|Sở A||2026", "2|Báo cáo.|Sở B||2026"),
    ),
    "missing-deadline": Fault(
        table("1|Rà soát.|Sở A||", "2|Báo cáo.|Sở B||2026"),
        table("1|Rà soát.|Sở A||2026", "2|Báo cáo.|Sở B||2026"),
    ),
    "missing-product": Fault(
        *(
            table(
                "1|Rà soát.|Sở A|2026|Báo cáo", f"2|Mở chợ.|Sở B|2026|{product}", "3|Tập huấn.|Sở C|2026|Lớp",
                "4|Thả giống.|Sở D|2026|Biên bản", "5|Lập quy hoạch.|Sở E|2026|Quyết định",
                heading=WITH_PRODUCT,
            )
            for product in ("", "Chợ")
        )
    ),
    "unparsed-deadline": Fault(
        table("1|Rà soát.|Sở A||Theo lịch của xã", "2|Báo cáo.|Sở B||2026"),
        table("1|Rà soát.|Sở A||Quý II/2026", "2|Báo cáo.|Sở B||2026"),
    ),
    "assignment-without-row": Fault(
        PROSE.format(WORK) + table("1|Mở chợ đêm.|Sở B||2026"),
        PROSE.format(WORK) + table(f"1|{WORK}|Sở Y tế||2026"),
    ),
    "row-without-body": Fault(
        *(
            "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Sở Y tế\n"
            + "".join(f"- {work}.\n" for work in WORKS[:named])
            + table(*(f"{n}|{work}|Sở Y tế||2026" for n, work in enumerate(WORKS, 1)))
            for named in (6, 7)
        )
    ),
    "repeated-task": Fault(
        *(
            table(f"1|{WORK}|Sở A||2026", f"2|{WORK}{more}|Sở B||2027")
            for more in ("", " cùng bản đồ các luồng tàu")
        )
    ),
    "lead-nobody": Fault(
        table("1|Rà soát.|Các đơn vị liên quan||2026"), table("1|Rà soát.|Sở A; các đơn vị liên quan||2026")
    ),
    "lead-not-a-body": Fault(
        table("1|Rà soát.|Sở A và Trang thông tin điện tử của Sở||2026"), table("1|Rà soát.|Sở A||2026")
    ),
    "lead-also-coordinates": Fault(
        table("1|Rà soát.|Sở Y tế|Sở Y tế; Sở Nội vụ|2026"), table("1|Rà soát.|Sở Y tế|Sở Nội vụ|2026")
    ),
    "row-mandate-mismatch": Fault(mandated(_LOANS, _AWARD), mandated(_LAW, _LOANS)),
    "shifted-row": Fault(
        table("1|Rà soát.|Quý II/2026||Sở Nội vụ"), table("1|Rà soát.|Sở Nội vụ||Quý II/2026")
    ),
    "truncated-table": Fault(TORN, TORN + "\n\t\n"),
    "table-without-headings": Fault(
        *(
            PROSE.format("Khám bệnh.") + "\nPhụ lục\n" + headings + UNNAMED
            for headings in ("", "TT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\n")
        )
    ),
    "body-appendix-mismatch": Fault(
        *(
            PROSE.format(f"{WORK} trước ngày 30/8/2026.") + table(f"1|{WORK}|Sở Y tế||Trước ngày {day}")
            for day in ("15/7/2026", "30/8/2026")
        )
    ),
    "body-appendix-figures": Fault(
        *(
            PROSE.format(f"{WORK}, từ 3-5 vùng") + table(f"1|{WORK}{more}|Sở Y tế||Năm 2026")
            for more in (", từ 2-4 vùng", ", từ 3-5 vùng")
        )
    ),
    "body-appendix-lead": Fault(
        *(
            "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Sở Y tế\n"
            f"- {WORK}.\n" + table(f"1|{WORK}|{lead}||Năm 2026")
            for lead in ("Sở Xây dựng", "Sở Y tế")
        )
    ),
    "heading-mismatch": Fault(
        *(
            "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. Xây dựng các vùng nuôi an toàn và bền vững\n"
            "1. Sở Y tế: Khám bệnh.\n"
            + table(f"I|{title}|||", "1|Khám bệnh.|Sở Y tế||2026")
            for title in (
                "Xây dựng các vùng nuôi an toàn về bền vững",
                "Xây dựng các vùng nuôi an toàn và bền vững",
            )
        )
    ),
}  # fmt: skip

FIGURES = {
    "indicator-without-unit": targets(
        "- Chỉ số hài lòng của ngư dân đạt 90.", "- Chỉ số hài lòng của ngư dân đạt 90 điểm."
    ),
    "indicator-without-period": Fault(
        TARGETS.format("- Sản lượng: 20 tấn.").replace(" năm 2026", ""),
        TARGETS.format("- Sản lượng: 20 tấn."),
    ),
    "target-stated-two-ways": targets(
        "- Tỷ lệ hộ có lồng nhựa: 40%.\n- Tỷ lệ hộ có lồng nhựa: 45%.",
        "- Tỷ lệ hộ có lồng nhựa: 40%.\n- Tỷ lệ hộ có bảo hiểm: 45%.",
    ),
    "target-parts-mismatch": targets(
        "- Trồng mới 60 ha rừng ngập mặn.\n- Bản Đông: trồng mới 30 ha rừng ngập mặn.\n"
        "- Bản Đoài: trồng mới 28 ha rừng ngập mặn.",
        "- Trồng mới 60 ha rừng ngập mặn.\n- Bản Đông: trồng mới 30 ha rừng ngập mặn.\n"
        "- Bản Đoài: trồng mới 30 ha rừng ngập mặn.",
    ),
    "row-total-mismatch": Fault(
        *(
            PROSE.format("Khám bệnh.")
            + "\n## PHỤ LỤC 1\n\n| STT | Nội dung | Tổng số | Cấp tỉnh | Cấp xã |\n|---|---|---|---|---|\n"
            + "| 1 | Thả giống | 90 | 60 | 30 |\n| 2 | Đóng lồng | 75 | 50 | 25 |\n"
            + f"| 3 | Mở chợ | {total} | 20 | 15 |\n"
            for total in (53, 35)
        )
    ),
    "parts-total-mismatch": prose(
        "Khám bệnh, kinh phí 85 tỷ đồng, gồm: ngân sách tỉnh 50 tỷ đồng; ngân sách xã 25 tỷ đồng.",
        "Khám bệnh, kinh phí 75 tỷ đồng, gồm: ngân sách tỉnh 50 tỷ đồng; ngân sách xã 25 tỷ đồng.",
    ),
    "ambiguous-target": targets(
        "- Sản lượng đạt ít nhất 40 - 45% kế hoạch.", "- Sản lượng đạt 40 - 45% kế hoạch."
    ),
    "baseline-not-given": targets(
        "- Số lồng nhựa tăng 1,5 lần so với cuối năm 2020.",
        "- Số lồng nhựa đạt 250 lồng, tăng 1,5 lần so với cuối năm 2020.",
    ),
    "total-mismatch": Fault(
        *(
            PROSE.format("Khám bệnh.")
            + "\n## PHỤ LỤC 1\n\n| STT | Xã | Số lồng năm 2025 | Số lồng năm 2026 |\n|---|---|---|---|\n"
            + "| 1 | Cồn Sơn | 30 | 40 |\n| 2 | Vân Đảo | 45 | 50 |\n| 3 | Hòn Mực | 20 | 30 |\n"
            + f"| | Tổng cộng | {total} | 120 |\n"
            for total in (99, 95)
        )
    ),
    "shares-do-not-add-up": targets(
        "- Hộ nuôi xếp loại khá, tốt 40%, trung bình 45%, yếu, kém dưới 15%.",
        "- Hộ nuôi xếp loại khá, tốt 40%, trung bình 45%, yếu, kém 15%.",
    ),
    "part-over-whole": targets(
        "- Thành lập 20 tổ, trong đó có 25 tổ nuôi biển.", "- Thành lập 20 tổ, trong đó có 15 tổ nuôi biển."
    ),
    "report-order": reports(
        "1. Các sở, ngành báo cáo Sở Tài chính trước ngày 10/12/2026.\n"
        "2. Sở Tài chính tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 01/12/2026.",
        "1. Các sở, ngành báo cáo Sở Tài chính trước ngày 01/12/2026.\n"
        "2. Sở Tài chính tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026.",
    ),
    "report-without-date": reports(
        "Sở Y tế định kỳ báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.",
        "Sở Y tế định kỳ 6 tháng báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.",
    ),
    "report-without-sender": reports(
        "Trước ngày 10/12/2026 báo cáo Ủy ban nhân dân tỉnh.",
        "Trước ngày 10/12/2026, Sở Y tế báo cáo Ủy ban nhân dân tỉnh.",
    ),
    "request-without-body": Fault(
        table("1|Cung cấp số liệu lồng bè.|Sở A||Theo đề nghị từ Bộ Công an"),
        table("1|Cung cấp số liệu lồng bè cho Bộ Công an.|Sở A||Theo đề nghị từ Bộ Công an"),
    ),
}

WORDS = {
    "undefined-abbreviation": prose("Khám bệnh cho hộ NBVB.", "Khám bệnh cho hộ nuôi biển ven bờ (NBVB)."),
    "misspelt-abbreviation": prose(
        "Khám cho thành viên HTX; HTX đăng ký, HTX lập danh sách; các HTX khác và HTX mới, kể cả HITX ở đảo.",
        "Khám cho thành viên HTX; HTX đăng ký, HTX lập danh sách; các HTX khác và HTX mới, kể cả ở đảo."
    ),
    "abbreviation-misfit": prose(
        "Khám bệnh cho nuôi biển bền vững (NBBD).", "Khám bệnh cho nuôi biển bền vững (NBBV)."
    ),
    "abbreviation-twice": prose(
        "Khám cho nuôi biển (NB) rồi ngư bản (NB).", "Khám cho nuôi biển (NB) rồi nuôi biển (NB)."
    ),
    "truncated-text": prose("Khám bệnh cho ngư dân và các.", "Khám bệnh cho ngư dân và các đảo."),
    "truncated-reference": prose("Khám bệnh theo và các quy định.", "Khám bệnh theo Luật và các quy định."),
    "blank-left": prose("Khám bệnh cho ít nhất ….. ngư dân.", "Khám bệnh cho ít nhất 30 ngư dân, diêm dân…"),
    "stray-text": Fault(PROSE.format("Khám bệnh.") + "```\n", PROSE.format("Khám bệnh.")),
    "stray-punctuation": prose("Khám bệnh cho ngư dân..", "Khám bệnh cho ngư dân..."),
    "unbalanced-quote": prose("Khám cho “ngư dân” và diêm dân”.", "Khám cho “ngư dân” và “diêm dân”."),
    "spacing": prose("Khám cho ngư dân , diêm dân.", "Khám cho ngư dân, diêm dân."),
    "doubled-word": prose("Khám bệnh cho cho ngư dân.", "Khám bệnh dần dần cho ngư dân."),
    "doubled-item": prose(
        "Khám cho ngư dân, diêm dân, phụ nữ, diêm dân, nhất là ở đảo.",
        "Khám cho ngư dân, diêm dân, phụ nữ, nông dân, nhất là ở đảo."
    ),
    "misspelling": prose(
        "Khám tại địa bản xã A; thi trên địa bàn, hội trên địa bàn, họp tại địa bàn, về địa bàn.",
        "Khám ở cơ quan trong tỉnh; việc quan trọng, rất quan trọng, quan trọng nhất, hết sức quan trọng.",
    ),
    "unicode-fault": prose("Khám bệnh cho ngư\u200b dân.", "Khám bệnh cho ngư dân."),
    "capital-within": prose("Khám bệnh cho ngƯ dân.", "Khám bệnh cho Ngư dân."),
    "digit-for-letter": prose("Khám bệnh cho O5 hộ.", "Khám bệnh cho 05 hộ đo CO2."),
}  # fmt: skip

FAULTS = HEADS | DATES | CITATIONS | STRUCTURE | TASKS | FIGURES | WORDS
