"""The checker cries no wolf: plans that a careful reader would sign give no finding."""

from __future__ import annotations

import pytest

from tests.compiler.documents import compiled

PROSE = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẢI
Số: 31/KH-UBND
Sơn Hải, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển nghề nuôi biển năm 2026

Căn cứ Luật Hợp tác xã ngày 20 tháng 6 năm 2023;
Căn cứ Nghị định số 113/2024/NĐ-CP ngày 12/9/2024 của Chính phủ;
Ủy ban nhân dân tỉnh Sơn Hải ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Sở Y tế: Khám bệnh cho ngư dân, xử lý hành vi vi phạm tại hợp tác xã xã Cồn trước ngày 30/6/2026.
II. TỔ CHỨC THỰC HIỆN
Sở Y tế báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Đảo
"""

WITH_ANNEX = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẢI
Số: 118/KH-UBND
Sơn Hải, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Nâng cao năng suất nghề muối giai đoạn 2026-2030

Thực hiện Nghị quyết số 12-NQ/TU ngày 15/12/2025 của Ban Chấp hành Đảng bộ tỉnh Sơn Hải về kinh tế biển, Ủy \
ban nhân dân \
tỉnh Sơn Hải ban hành Kế hoạch như sau:
I. MỤC TIÊU
1. Đến năm 2030, 60% diện tích ruộng muối được trải bạt; sản lượng đạt 120 nghìn tấn/năm.
2. Thành lập mới 12 tổ hợp tác (THT) và 03 hợp tác xã (HTX) làm muối; mỗi năm mở ít nhất 04 lớp tập huấn.
3. Hộ diêm dân xếp loại khá, tốt đạt 45%, trung bình 40%, yếu 15%.
II. NHIỆM VỤ
1. Hoàn thiện hạ tầng đồng muối
Nâng cấp kênh dẫn nước mặn và cống điều tiết tại các xã Vân Đảo, Cồn Sơn và Hòn Mực.
2. Nâng cao chất lượng sản phẩm
Xây dựng nhãn hiệu tập thể “Muối Sơn Hải” và đưa sản phẩm lên các sàn thương mại điện tử, các phiên chợ, \
hội chợ...
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ngành, Ủy ban nhân dân các xã báo cáo kết quả về Sở Nông nghiệp và Môi trường trước ngày 01 \
tháng 12 hằng năm.
2. Sở Nông nghiệp và Môi trường theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, báo cáo Ủy ban nhân \
dân tỉnh trước \
ngày 15 tháng 12 hằng năm.
(Nhiệm vụ cụ thể tại Phụ lục kèm theo)

Nơi nhận:
- Bộ Nông nghiệp và Môi trường (b/c);
- Các sở, ngành;
- UBND các xã;
- Lưu: VT, KTN.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Mai

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Kế hoạch số 118/KH-UBND ngày 20/01/2026 của Ủy ban nhân dân tỉnh Sơn Hải)

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm
I\tHoàn thiện hạ tầng đồng muối
1\tNâng cấp kênh dẫn nước mặn và cống điều tiết tại các xã Vân Đảo, Cồn Sơn và Hòn Mực\tSở Xây dựng\tUBND \
các xã\t\
Trước ngày 30/6/2027\tCông trình
2\tĐo vẽ bản đồ đồng muối toàn tỉnh\tSở Nông nghiệp và Môi trường\tSở Tài chính\tQuý III/2026\tBản đồ
II\tNâng cao chất lượng sản phẩm
3\tXây dựng nhãn hiệu tập thể “Muối Sơn Hải”\tSở Khoa học và Công nghệ\tHội Nông dân tỉnh\tNăm 2026\tGiấy \
chứng nhận
4\tMở lớp tập huấn phơi muối trên bạt cho các tổ hợp tác\tLiên minh HTX tỉnh\tHội Nông dân tỉnh\tHằng năm\
\tLớp tập huấn
"""

# Right words that resemble slips: each sentence stands alone in a plan.
RIGHT = [
    "Mở lớp cho hợp tác xã xã Cồn Sơn; bàn về kinh tế tập thể thể hiện rõ vai trò của thành viên.",
    "Các cơ quan, đơn vị cùng cố gắng hoàn thành sớm; hỗ trợ trở thành hộ khá.",
    "Chia ba nhóm: a) ngư dân; b) diêm dân; c) nông dân (kể cả hộ mới thoát nghèo).",
    "Giảm 20% lượng khí CO2, đo theo TCVN 7447 và ISO 14001, nhập vào ứng dụng VNeID và trang YouTube "
    "của tỉnh.",
    "Rà soát hồ sơ giai đoạn 2015-2020 và giai đoạn 2021-2025 còn lưu tại kho.",
    "Theo Luật Đất đai số 31/2024/QH15 và kết luận tại cuộc họp, sửa đổi quy chế kèm theo và các mẫu biểu.",
    "Tổ chức hội thi về muối, mắm, rong biển... tại Vân Đảo; mời các xã: Cồn Sơn, Hòn Mực.",
    "Trồng thử tại K’Long, Ea Súp và Krông Nô; mời chuyên gia từ Đắk Lắk.",
    "Khảo sát bằng tiếng Ê Đê, M’Nông; dịch tài liệu marketing, logistics sang tiếng Việt.",
    "Đánh giá xếp loại: tốt trên 60%, khá 30%, không có hộ yếu.",
    "Phát huy truyền thống; giữ vững trong 5 năm; thanh toán điện tử toàn diện; đưa công nghệ thông "
    "minh vào giao thông.",
]


@pytest.mark.parametrize("text", [PROSE, WITH_ANNEX], ids=["prose", "with-annex"])
def test_a_sound_plan_gives_no_finding(text: str) -> None:
    assert compiled(text).findings == ()


@pytest.mark.parametrize("sentence", RIGHT)
def test_right_words_that_resemble_slips_are_left_alone(sentence: str) -> None:
    text = PROSE.replace(
        "Khám bệnh cho ngư dân, xử lý hành vi vi phạm tại hợp tác xã xã Cồn", sentence.rstrip(".")
    )
    assert [(f.rule, f.message) for f in compiled(text).findings] == []
