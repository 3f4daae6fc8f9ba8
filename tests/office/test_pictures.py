"""Pictures of pages: forms, pages, dots per inch; what is hostile or broken becomes a message."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from hopluc.office.pictures import MOST_PAGES, open_pictures, page_picture, page_pictures
from hopluc.office.refusal import Unreadable


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    data = bytearray(saved(Image.new("1", (30, 30)), "PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_the_forms_of_scanners_and_phones_are_opened(form: str) -> None:
    (picture,) = open_pictures(saved(Image.new("RGB", (1654, 2339), "white"), form, dpi=(200, 200)), "a")
    assert picture.image.size == (1654, 2339)
    assert picture.dpi == 200


def test_every_page_of_a_tiff_comes_in_order() -> None:
    pages = [Image.new("L", (100, 140), shade) for shade in (10, 120, 240)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [picture.image.getpixel((0, 0)) for picture in open_pictures(data, "a.tif")] == [10, 120, 240]


@pytest.mark.parametrize("said", [(1, 1), (72, 72), (96, 96), (0, 0)])
def test_a_picture_that_cannot_be_so_large_is_held_to_be_a4(said: tuple[int, int]) -> None:
    (picture,) = open_pictures(saved(Image.new("L", (2481, 3508)), "JPEG", dpi=said), "a.jpg")
    assert picture.dpi == 300


@pytest.mark.parametrize(
    ("mode", "ink"), [("1", 0), ("L", 0), ("P", 0), ("LA", (0, 255)), ("RGBA", (0, 0, 0, 255)), ("I;16", 0)]
)
def test_every_mode_becomes_grey_or_colours(mode: str, ink: int | tuple[int, ...]) -> None:
    form = "TIFF" if mode == "I;16" else "PNG"
    (picture,) = open_pictures(saved(Image.new(mode, (50, 70), ink), form), "a")
    assert picture.image.mode in ("L", "RGB")
    assert picture.image.convert("L").getpixel((0, 0)) == 0


def test_what_is_transparent_is_paper() -> None:
    (picture,) = open_pictures(saved(Image.new("RGBA", (50, 70), (0, 0, 0, 0)), "PNG"), "a.png")
    assert picture.image.getpixel((0, 0)) == (255, 255, 255)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    (picture,) = open_pictures(saved(Image.new("L", (300, 200)), "JPEG", exif=exif), "a.jpg")
    assert picture.image.size == (200, 300)


@pytest.mark.parametrize("side", [9_500, 20_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(Unreadable, match="triệu điểm ảnh") as refusal:
        list(open_pictures(png_that_claims(side, side), "bom.png"))
    assert refusal.value.code == "too-large"


def test_a_tiff_of_too_many_pages_is_refused() -> None:
    pages = [Image.new("1", (8, 8))] * (MOST_PAGES + 1)
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(Unreadable, match=str(MOST_PAGES)):
        next(open_pictures(data, "a.tif"))


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 none", b"II*\x00\xff\xff\xff\xff", b"GIF89a"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(open_pictures(data, "a.png"))
    assert refusal.value.code == "damaged"
    assert "a.png" in refusal.value.message_vi


def a_pdf(*sizes: tuple[int, int]) -> bytes:
    pages = [Image.new("L", size, 200) for size in sizes]
    return saved(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=100)


def test_a_page_of_a_pdf_is_drawn_at_the_dots_asked_for() -> None:
    data = a_pdf((100, 100), (300, 200))
    assert page_picture(data, 2, 50).size == (150, 100)
    assert [page.size for page in page_pictures(data, [2, 1], 100)] == [(300, 200), (100, 100)]


def test_a_vast_page_of_a_pdf_is_drawn_within_the_limit() -> None:
    data = a_pdf((100, 100)).replace(b"/MediaBox [ 0 0 72.0 72.0 ]", b"/MediaBox [ 0 0 14400 14400 ]")
    image = page_picture(data, 1, 600)
    assert image.width * image.height <= 81_000_000


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_that_a_pdf_has_not_is_refused(number: int) -> None:
    with pytest.raises(Unreadable) as refusal:
        page_picture(a_pdf((100, 100)), number, 100)
    assert refusal.value.code == "missing"


def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        page_picture(b"%PDF-1.7 nothing", 1, 100)
    assert refusal.value.code == "damaged"
