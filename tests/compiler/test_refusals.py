"""Files that are not taken, and what the sender is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from hopluc.compiler import read
from hopluc.office import package as office
from tests.compiler.test_reading_word import TYPES, p, package, tr


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def word(document: bytes) -> bytes:
    """A .docx whose main part is `document`."""
    return zipped(**{"[Content_Types].xml": TYPES.encode(), "word/document.xml": document})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)

REFUSED = {
    "empty": (b" \n", "empty"),
    "only blank lines": ("\n\n \u00a0\n".encode(), "empty"),
    "no encoding": (bytes(range(128, 256)) * 20, "not-text"),
    "zero bytes": (b"Ke hoach\x00\x00", "wrong-type"),
    "broken pdf": (b"%PDF-1.7 ...", "damaged"),
    "image": (b"\x89PNG\r\n\x1a\n", "damaged"),
    "archive": (b"Rar!\x1a\x07", "wrong-type"),
    "other office file": (OLE, "wrong-type"),
    "encrypted word": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "plain zip": (zipped(a=b"x"), "wrong-type"),
    "excel": (zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "wrong-type"),
    "macros": (zipped(**{"[Content_Types].xml": TYPES.encode(), "word/vbaProject.bin": b"x"}), "macros"),
    "macro type": (zipped(**{"[Content_Types].xml": b"<Types>macroEnabled</Types>"}), "macros"),
    "zip bomb": (word(bytes(30 << 20)), "unsafe"),
    "entities": (word(ENTITIES.encode()), "unsafe"),
    "broken xml": (word(b"<w:document>"), "damaged"),
    "cut off": (package("")[:200], "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_a_reason_in_vietnamese(data: bytes, code: str) -> None:
    with pytest.raises(read.Unreadable) as refusal:
        read.read_bytes(data, "kh.docx")
    assert refusal.value.code == code
    assert any(letter in refusal.value.message_vi for letter in "ệạốảăơưđ")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(read.Unreadable, match="vang-mat"):
        read.read_files(["/nowhere/vang-mat.docx"])


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hopluc.compiler.read.files.MAX_FILE", 10)
    path = tmp_path / "to.txt"
    path.write_text("Kế hoạch năm 2025")
    with pytest.raises(read.Unreadable, match="giới hạn"):
        read.read_files([path])


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_ENTRIES", 3)
    with pytest.raises(read.Unreadable) as refusal:
        office.open_package(zipped(a=b"", b=b"", c=b"", d=b""))
    assert refusal.value.code == "unsafe"


def test_a_table_of_ten_thousand_columns_is_refused() -> None:
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc></w:tr>'
    with pytest.raises(read.Unreadable):
        read.read_bytes(package(f"<w:tbl>{row}</w:tbl>"), "a.docx")


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT", "**MẬT**", "Độ mật: Tối mật"])
def test_a_secret_is_turned_away_at_the_door(mark: str) -> None:
    with pytest.raises(read.Secret) as refusal:
        read.read_text(f"ỦY BAN NHÂN DÂN TỈNH SƠN HẢI\n\nSố: 12/KH-UBND\n\n{mark}\n\nKẾ HOẠCH\n", "a.txt")
    assert refusal.value.code == "secret"


def test_a_secret_in_a_frame_of_a_word_file_is_seen() -> None:
    body = f"<w:tbl>{tr('MẬT')}</w:tbl>{p('KẾ HOẠCH')}"
    with pytest.raises(read.Secret):
        read.read_bytes(package(body), "a.docx")


@pytest.mark.parametrize("words", ["Bảo vệ bí mật nhà nước.", "Nuôi ong lấy mật", "mật"])
def test_the_word_in_prose_is_no_marking(words: str) -> None:
    assert read.read_text(f"KẾ HOẠCH\n\n{words}\n", "a.txt").blocks


# ---------------------------------------------------------------- at the door


def test_a_glance_tells_the_type_and_refuses_as_reading_does() -> None:
    assert read.glance("KẾ HOẠCH\n".encode(), "a.txt") == "text/plain"
    with pytest.raises(read.Secret):
        read.glance("Số: 1/KH-UBND\n\nMẬT\n\nKẾ HOẠCH\n".encode(), "a.txt")
    with pytest.raises(read.Unreadable):
        read.glance(b"%PDF-1.7 ...", "a.pdf")


@pytest.mark.office
def test_a_secret_that_was_scanned_is_seen_at_the_door() -> None:
    picture = Image.new("L", (1240, 1754), 255)
    words = ImageDraw.Draw(picture)
    font = ImageFont.truetype("/usr/share/fonts/truetype/croscore/Tinos-Bold.ttf", 36)
    for line, text in enumerate(["ỦY BAN NHÂN DÂN TỈNH SƠN HẢI", "Số: 12/KH-UBND", "TỐI MẬT", "KẾ HOẠCH"]):
        words.text((160, 160 + 110 * line), text, fill=0, font=font)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(150, 150))
    with pytest.raises(read.Secret):
        read.glance(out.getvalue(), "kh.png")
