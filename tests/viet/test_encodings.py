"""Text written in the fonts from before Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.viet import encodings

WORDS = (
    "Ủy ban nhân dân tỉnh Sơn Hải yêu cầu các sở, ngành chủ trì, phối hợp triển khai thực hiện kế hoạch "
    "phát triển kinh tế tập thể; hoàn thành trước ngày 30/6, báo cáo định kỳ mỗi quý về Liên minh Hợp tác xã"
)
LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"


def to_tcvn3(text: str) -> str:
    back = {letter: sign for sign, letter in encodings._TCVN3.items()}
    return "".join(back.get(letter, letter) for letter in text.lower())


def to_vni(text: str) -> str:
    back = {letter: written for written, letter in encodings._VNI.items()}
    return "".join(back.get(letter, letter) for letter in text)


def test_known_lines_of_old_documents() -> None:
    assert encodings.from_tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert (
        encodings.from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert encodings.from_vni("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC") == "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"


@given(st.text(alphabet=LETTERS + " bcdghklmnpqrstvx", max_size=60))
def test_every_small_letter_comes_back(text: str) -> None:
    assert encodings.from_tcvn3(to_tcvn3(text)) == text


@pytest.mark.parametrize("spoil", [to_tcvn3, to_vni])
def test_spoilt_text_is_repaired(spoil: object) -> None:
    assert callable(spoil)
    assert encodings.repair(spoil(WORDS)).lower() == WORDS.lower()


@pytest.mark.parametrize(
    "text", [WORDS, "· Diện tích 10 × 20 m, §3", "Café à la crème", "500 µm", "HTX Đông Á — “xã hội”", ""]
)
def test_unicode_text_stays(text: str) -> None:
    assert encodings.repair(text) == text


@pytest.mark.parametrize(
    ("spoil", "encoding"), [(to_tcvn3, "latin-1"), (to_vni, "latin-1"), (lambda text: text, "cp1258")]
)
def test_files_in_old_encodings_are_decoded(spoil: object, encoding: str) -> None:
    assert callable(spoil)
    words = spoil(WORDS) if encoding == "latin-1" else _decomposed(WORDS)
    decoded = encodings.decode(words.encode(encoding))
    assert decoded is not None
    assert decoded.lower() == WORDS.lower()


def _decomposed(text: str) -> str:
    """As Windows-1258 has it: letters with their sign, tones as marks of their own."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tone))
        out.append(base + "".join(tone))
    return "".join(out)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert encodings.decode(bytes(range(128, 256)) * 20) is None


def test_fonts_tell_their_encoding() -> None:
    of_capitals = encodings.of_font(".VnTimeH")
    assert of_capitals is not None
    assert of_capitals("céng hßa") == "CỘNG HÒA"
    assert encodings.of_font("Times New Roman") is None
