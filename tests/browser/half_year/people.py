"""Who plays: the people of the demo province by their names, and whom they act for."""

from __future__ import annotations

FINANCE = "Trần Thị Thu Hà"  # follows the yearly plan at Sở Tài chính
FINANCE_HEAD = "Vũ Quang Huy"
AGRICULTURE = "Đặng Văn Lợi"  # follows the plan of value chains at Sở Nông nghiệp và Môi trường
AGRICULTURE_HEAD = "Hồ Thị Kim Anh"
ALLIANCE = "Nguyễn Thị Phương"
ALLIANCE_HEAD = "Tô Văn Thắng"
TRADE = "Bùi Xuân Trường"
SCIENCE = "Dương Minh Khôi"
HOME = "Đỗ Thị Ngọc Mai"  # Sở Nội vụ
JUSTICE = "Lý Thanh Tùng"
WOMEN = "Chu Thị Lan Hương"
COMMITTEE = "Lê Hoàng Sơn"  # vice chairman of the province
ADMINISTRATOR = "Phạm Đức Minh"
COMMUNE = "Vi Văn Toàn"  # Ủy ban nhân dân xã Đồng Lau
TAX = "Cao Thị Hạnh"
FARMERS = "Lương Thị Sen"
SUCCESSOR = "Nguyễn Hải Đăng"  # follows the yearly plan after her
BY_WORKBOOK = "Hoàng Thị Nhung"  # Ủy ban nhân dân xã Suối Mây
BY_WORD = "Lò Thị Xuân"  # Ủy ban nhân dân xã Đá Bạc
FUND = "Hà Đình Phúc"  # Quỹ hỗ trợ phát triển hợp tác xã, under the Alliance
