"""From a plan document to a consolidated report, as people do it: in Chromium, at two widths.

Upload → review → in force → progress by two agencies → round → their reports → Word and Excel.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from hopluc.demo import documents
from tests.browser.conftest import Window

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# Who follows the plan, by the document: the finance department, or the one for agriculture.
FINANCE, AGRICULTURE = "Trần Thị Thu Hà", "Đặng Văn Lợi"
AGENCIES = {"Dương Minh Khôi": "Sở Khoa học và Công nghệ", "Bùi Xuân Trường": "Sở Công Thương"}


READ_SECONDS = 240  # of patience with a document that is read; a scan takes long on a busy machine


def be(page: Page, name: str) -> None:
    """Sign in as a person of the demo province by one click."""
    page.goto("about:blank")  # an answer still on its way would bring another token's cookie with it
    page.context.clear_cookies()
    page.goto("/vao-nhanh/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/")


def accessible(page: Page) -> None:
    """Axe finds nothing serious on the page as it stands."""
    serious = [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in Axe().run(page).response["violations"]
        if found["impact"] in ("serious", "critical")
    ]
    assert not serious, "\n".join(serious)


def follow(page: Page, what: Locator) -> None:
    """Click a link and be on its page."""
    with page.expect_navigation():
        what.click()


def upload(page: Page, document: Path) -> None:
    page.goto("/van-ban/nhan/")
    accessible(page)
    page.locator("input[type=file]").set_input_files(document)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url("**/ra-soat/", timeout=READ_SECONDS * 1000)


def resolve_parties(page: Page) -> None:
    """Every wording gets its body: the first that is proposed, else a new one, else it stays words."""
    page.locator("a[data-tab=co-quan]").click()
    proposed = page.locator("#co-quan button[value^='match|']:not([value$='|nobody']):not(.hl-busy):visible")
    while proposed.count():
        value = proposed.first.get_attribute("value") or ""
        key = value.rsplit("|", 1)[0]
        page.locator(f'button[value="{value}"]').first.click()
        expect(page.locator(f'#co-quan button[value^="{key}|"]:not([value$="|nobody"])')).to_have_count(0)
    for deed in ("found-all", "leave-all"):
        button = page.locator(f"button[value={deed}]:visible")
        if button.count():
            button.first.click()
            expect(button).to_have_count(0)
    expect(page.locator("a[data-tab=co-quan] .rv-todo")).to_have_count(0)


def put_into_force(page: Page) -> int:
    """The number of the plan that now is in force."""
    page.get_by_role("link", name="Đưa vào theo dõi").click()
    page.wait_for_url("**/dua-vao-theo-doi/")
    accessible(page)
    page.get_by_role("button", name="Đưa vào theo dõi").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"), timeout=60_000)
    accessible(page)
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


def report_progress(page: Page, plan: int, body: str, words: str) -> None:
    """Open one's own first task from the board and say how far it is, with evidence."""
    page.goto(f"/ke-hoach/{plan}/")
    page.get_by_label("Cơ quan chủ trì").select_option(label=body)
    page.wait_for_url(re.compile("chu_tri="))
    follow(page, page.locator("main a[href^='/ke-hoach/nhiem-vu/']").first)
    accessible(page)
    part = page.locator("section.pl-part", has_text=body)
    follow(page, part.get_by_role("link", name="Cập nhật kết quả").first)
    page.get_by_label("Đang thực hiện").check()
    page.get_by_label("Tỷ lệ").fill("40")
    page.locator("textarea[name=narrative]").fill(words)
    page.locator("input[type=file]").set_input_files(
        {"name": "minh-chung.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    )
    accessible(page)
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.locator("section.pl-part", has_text=body).first).to_contain_text("Đang thực hiện")
    expect(page.get_by_text(words).first).to_be_visible()


def open_round(page: Page, plan: int, title: str) -> str:
    """Open the yearly round that the plan asks for, under a title of its own; its address."""
    page.goto("/bao-cao/mo-ky/")
    follow(page, page.locator(f"a[href^='/bao-cao/mo-ky/{plan}/?nghia-vu=']").first)
    accessible(page)
    page.get_by_label("Tên kỳ báo cáo").fill(title)
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    page.wait_for_url(re.compile(r"/bao-cao/ky/\d+/$"))
    return page.url


def hand_in(page: Page, title: str, words: str, difficulty: str) -> None:
    """Hand in the prefilled report: what was said of the task stands there already."""
    page.goto("/bao-cao/")
    follow(page, page.get_by_role("link", name=title).first)
    assert re.search(r"/bao-cao/nop/\d+/$", page.url)
    expect(page.locator("textarea", has_text=words).first).to_be_visible()
    page.get_by_label("Khó khăn, vướng mắc").fill(difficulty)
    accessible(page)
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.locator("dialog[open]").get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã gửi").first).to_be_visible()


def consolidate(page: Page, address: str) -> tuple[bytes, bytes]:
    """Accept what came, close the round, and download the report made of it as Word and Excel."""
    page.goto(address)
    accessible(page)
    for body in AGENCIES.values():
        page.goto(address)
        follow(page, page.locator("#matrix").get_by_role("link", name=body))
        page.get_by_role("button", name="Tiếp nhận").click()
        expect(page.get_by_text("Đã tiếp nhận").first).to_be_visible()
    page.goto(address)
    page.get_by_role("button", name="Khóa kỳ").click()
    page.locator("dialog[open]").get_by_role("button", name="Khóa kỳ").click()
    page.get_by_role("button", name="Lập báo cáo tổng hợp").click()
    files = []
    page.goto(address)
    expect(page.get_by_role("link", name="Word")).to_be_visible(timeout=60_000)
    for name in ("Word", "Excel"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).first.click()
        files.append(download.value.path().read_bytes())
    return files[0], files[1]


def check_report(word: bytes, excel: bytes, told: dict[str, str], difficulties: list[str]) -> None:
    """What the agencies said stands in both files, which open in the libraries' own readers."""
    document = docx.Document(io.BytesIO(word))
    text = "\n".join(p.text for p in document.paragraphs)
    tables = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in tables
    assert "BÁO CÁO" in text
    for words in (*told.values(), *difficulties):
        assert words in text + tables
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(excel))
    cells = "\n".join(
        str(cell)
        for name in sheets.sheet_names
        for row in sheets.get_sheet_by_name(name).to_python()
        for cell in row
    )
    for words in told.values():
        assert words in cells
    assert zipfile.ZipFile(io.BytesIO(word)).testzip() is None


def walk(page: Page, document: Path, standing: str) -> None:
    """The whole way with one document, followed by one person of its standing agency."""
    mark = document.stem[:3]
    be(page, standing)
    upload(page, document)
    accessible(page)
    resolve_parties(page)
    plan = put_into_force(page)
    told = {}
    for n, (person, body) in enumerate(AGENCIES.items()):
        be(page, person)
        told[body] = f"Đã mở {n + 3} lớp tập huấn ({mark}), {body} chủ trì."
        report_progress(page, plan, body, told[body])
    be(page, standing)
    title = f"Báo cáo năm, kế hoạch {plan}"
    address = open_round(page, plan, title)
    difficulties = []
    for person, body in AGENCIES.items():
        be(page, person)
        difficulties.append(f"{body} thiếu kinh phí tập huấn ({mark})")
        hand_in(page, title, told[body], difficulties[-1])
    be(page, standing)
    word, excel = consolidate(page, address)
    check_report(word, excel, told, difficulties)


@pytest.fixture(scope="session")
def demo_document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan like one that the demo follows, under another number, as a .docx."""
    paper = documents.prose_plan(documents.plan_year(dt.date.today()))
    document = docx.Document(io.BytesIO(paper.content))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    for paragraph in (*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)):
        for run in paragraph.runs:
            run.text = run.text.replace(paper.number, f"9{paper.number}")
    path = tmp_path_factory.mktemp("documents") / paper.name
    document.save(str(path))
    return path


# The run on PostgreSQL changes the widths over, so that both documents are walked at both.
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")
SIZE_OF_WORD, SIZE_OF_TEXT = ("phone", "desktop") if ON_POSTGRES else ("desktop", "phone")


def test_a_word_file_becomes_a_consolidated_report(window: Window, demo_document: Path) -> None:
    walk(window(SIZE_OF_WORD), demo_document, AGRICULTURE)


def test_a_real_plan_becomes_a_consolidated_report(window: Window, seeds: dict[str, Path]) -> None:
    walk(window(SIZE_OF_TEXT), seeds["001"], FINANCE)
