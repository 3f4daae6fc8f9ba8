"""A scan and last year's plan as an officer meets them: pictures beside the rows, downloads, a comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.test_the_whole_way import accessible, be, follow, upload
from tests.compiler.scans import Wear, annex, as_pdf, pictures
from tests.intake.samples import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.office, pytest.mark.one_database]


def officer(window: Window, size: str) -> Page:
    page = window(size)
    be(page, "Đặng Văn Lợi")
    return page


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_scan_is_reviewed_beside_its_pages(window: Window, tmp_path: Path, size: str) -> None:
    scan = tmp_path / f"quet-{size}.pdf"
    worn = Wear(degrees=1.0, blur=0.4, grain=6.0, seed=len(size))
    scan.write_bytes(as_pdf(pictures(annex(), worn)))
    page = officer(window, size)
    upload(page, scan)
    accessible(page)
    row = page.locator("#nhiem-vu .rv-row", has_text="lồng bè")
    expect(row).to_contain_text("Sở Nông nghiệp và Môi trường")
    row.get_by_role("link", name="tr. 1").click()
    picture = page.get_by_alt_text("Ảnh trang 1")
    expect(picture).to_be_visible()
    expect(page.get_by_text("đọc từ ảnh, độ tin cậy").first).to_be_visible()
    assert picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth }") > 500


def test_the_reviewed_plan_is_downloaded_in_another_form(window: Window, tmp_path: Path) -> None:
    source = tmp_path / "ke-hoach-tai.txt"
    source.write_text(TEXT.replace("21/KH-UBND", "31/KH-UBND"), encoding="utf-8")
    page = officer(window, "desktop")
    upload(page, source)
    page.get_by_text("Tải về", exact=True).click()
    accessible(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Bảng phân công (Excel)").click()
    assert given.value.suggested_filename == "ke-hoach-tai.xlsx"
    assert given.value.path().read_bytes().startswith(b"PK")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_next_years_plan_is_set_beside_last_years(window: Window, tmp_path: Path, size: str) -> None:
    page = officer(window, size)
    number = {"desktop": "41", "phone": "42"}[size]
    for year in ("2027", "2028"):
        source = tmp_path / f"{number}-{year}.txt"
        text = TEXT.replace("2026", year).replace("21/KH-UBND", f"{number}/KH-UBND")
        source.write_text(text.replace("12 hợp tác xã", f"{year[-2:]} hợp tác xã"), encoding="utf-8")
        upload(page, source)
    follow(page, page.get_by_role("link", name="So sánh hai kế hoạch"))
    accessible(page)
    expect(page.locator("del", has_text="27").first).to_be_visible()
    expect(page.locator("ins", has_text="28").first).to_be_visible()
    follow(page, page.get_by_role("link", name="Chọn kế hoạch khác"))
    accessible(page)
