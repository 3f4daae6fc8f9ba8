"""Pictures of pages: opened within limits, and made of the pages of a PDF.

A picture is hostile until proven otherwise: its size is looked at before a pixel is unpacked, only the
forms that scanners and phones make are opened, and whatever breaks becomes a message.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from hopluc.office.package import damaged, encrypted
from hopluc.office.refusal import Unreadable

# A3 at 600 dpi has 70 million; nothing that an office scans has more.
MOST_PIXELS = 80_000_000
MOST_PAGES = 200
FORMS = ("PNG", "JPEG", "TIFF")
POINTS = 72
# What a page is held to have been when its file does not say: the long side of A4, in inches.
_A4_LONG = 11.69
_LIKELY_DPI = (70, 1300)

_BROKEN = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError,
    OverflowError, MemoryError, ZeroDivisionError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture, upright as its file says, grey or in colours, and its dots per inch."""

    image: Image.Image
    dpi: int


def open_pictures(data: bytes, name: str) -> Iterator[Picture]:
    """The pages of an image file, one after the other: a TIFF may hold several.

    Raises Unreadable where the file is broken, no picture, has too many pages or too many pixels.
    """
    with _guarded(f"tệp ảnh {name}"):
        file = Image.open(io.BytesIO(data), formats=FORMS)
        frames = getattr(file, "n_frames", 1)
    if frames > MOST_PAGES:
        raise Unreadable(
            f"Tệp ảnh {name} có {frames} trang, quá {MOST_PAGES} trang cho phép. "
            "Hãy tách thành nhiều tệp rồi gửi lại.",
            "too-large",
        )
    for number in range(frames):
        yield _frame(file, number, f"trang {number + 1} của tệp ảnh {name}")


def page_picture(data: bytes, number: int, dpi: int) -> Image.Image:
    """Page `number` (from 1) of a PDF, drawn at `dpi`, less where it would have too many pixels.

    Raises Unreadable where the PDF is broken, protected, or has no such page.
    """
    return next(page_pictures(data, [number], dpi))


def page_pictures(data: bytes, numbers: list[int], dpi: int) -> Iterator[Image.Image]:
    """As `page_picture`, for several pages of one PDF, which is opened once."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from error
        raise damaged("tệp PDF") from error
    try:
        for number in numbers:
            yield _drawn(document, number, dpi)
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, dpi: int) -> Image.Image:
    if not 1 <= number <= len(document):
        raise Unreadable(f"Tệp PDF không có trang {number} (có {len(document)} trang).", "missing")
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = dpi / POINTS
        pixels = width * height * scale * scale
        if pixels > MOST_PIXELS:
            scale *= (MOST_PIXELS / pixels) ** 0.5
        bitmap = page.render(scale=scale)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    except (pypdfium2.PdfiumError, *_BROKEN) as error:
        raise damaged(f"trang {number} của tệp PDF") from error
    return image


def _frame(file: Image.Image, number: int, place: str) -> Picture:
    with _guarded(place):
        file.seek(number)
        if file.width * file.height > MOST_PIXELS:
            raise _too_many_pixels(place)
        return Picture(_plain(ImageOps.exif_transpose(file)), _dpi(file))


@contextmanager
def _guarded(place: str) -> Iterator[None]:
    """Whatever breaks in a picture becomes a message that names its place; Pillow's warnings stay with us."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as error:
            raise _too_many_pixels(place) from error
        except _BROKEN as error:
            raise damaged(place) from error


def _plain(image: Image.Image) -> Image.Image:
    """Grey or RGB, what was transparent white."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256, "L") if image.mode != "I;16" else _from_16_bits(image)
    if "A" in image.getbands() or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        return paper.convert("RGB")
    return image.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    return Image.frombytes("L", image.size, image.tobytes()[1::2])


def _dpi(image: Image.Image) -> int:
    """As the file says where that can be true of a page; else as if the page were A4."""
    said = image.info.get("dpi")
    guess = max(image.size) / _A4_LONG
    dots = float(said[0]) if said else guess
    inches = max(image.size) / dots if dots > 0 else 0
    low, high = _LIKELY_DPI
    return round(dots if low <= dots <= high and 4 <= inches <= 24 else guess) or 1


def _too_many_pixels(place: str) -> Unreadable:
    return Unreadable(
        f"Ảnh quá lớn ở {place} (hơn {MOST_PIXELS // 1_000_000} triệu điểm ảnh). "
        "Hãy quét lại ở 200–300 dpi rồi gửi lại.",
        "too-large",
    )
