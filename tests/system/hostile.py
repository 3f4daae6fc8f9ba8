"""Files that must not come in, each made here from a plan that would: none lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from hopluc.demo import documents
from hopluc.office.package import OLE_MAGIC
from tests.intake.samples import TEXT

PLAN = documents.prose_plan(2026).content
_BODY = "word/document.xml"


def repacked(change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The plan's .docx with its parts changed and others added (`word__x` is `word/x`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAN)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def same(_name: str, content: bytes) -> bytes:
    return content


def with_macros() -> bytes:
    return repacked(same, **{"word__vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen"})


def zip_bomb() -> bytes:
    """Sixty megabytes of blanks in a part that is read."""
    return repacked(lambda name, content: content + b" " * 60_000_000 if name == _BODY else content)


def entity_bomb() -> bytes:
    """Entities that are ten times one another, nine deep."""
    entities = '<!ENTITY a "Hop tac xa ">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )

    def change(name: str, content: bytes) -> bytes:
        if name != _BODY:
            return content
        head, mark, rest = content.partition(b"?>")
        text = rest.replace(b"</w:t>", b"&i;</w:t>", 1)
        return head + mark + f"<!DOCTYPE w:document [{entities}]>".encode() + text

    return repacked(change)


def outside_file() -> bytes:
    """An entity that is a file of the server."""

    def change(name: str, content: bytes) -> bytes:
        if name != _BODY:
            return content
        head, mark, rest = content.partition(b"?>")
        entity = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        return head + mark + entity + rest.replace(b"</w:t>", b"&x;</w:t>", 1)

    return repacked(change)


def encrypted_zip() -> bytes:
    """The plan with the mark of encryption on every entry."""
    raw = bytearray(PLAN)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            (bits,) = struct.unpack_from("<H", raw, at + flags)
            struct.pack_into("<H", raw, at + flags, bits | 1)
            at = raw.find(signature, at + 4)
    return bytes(raw)


def workbook() -> bytes:
    """A zip that is no Word file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def secret(mark: str) -> bytes:
    """The plan as a text, with the mark of a state secret where it is stamped."""
    return TEXT.replace("KẾ HOẠCH\n", f"{mark}\n\nKẾ HOẠCH\n", 1).encode()


def secret_word(mark: str) -> bytes:
    """The same in a Word file: a paragraph of its own above the title."""
    frame = f"<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>".encode()
    return repacked(
        lambda name, content: (
            content.replace(b"<w:body>", b"<w:body>" + frame, 1) if name == _BODY else content
        )
    )


# What comes in: the name, the bytes, words that the refusal must hold.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("ke-hoach.docx", lambda: b"", "rỗng"),
    "blank": ("ke-hoach.txt", lambda: b" \n\t\n", "rỗng"),
    "damaged": ("ke-hoach.docx", lambda: PLAN[: len(PLAN) // 2], "hỏng"),
    "not words": ("ke-hoach.txt", lambda: bytes(range(256)) * 40, "văn bản"),
    "encrypted zip": ("ke-hoach.docx", encrypted_zip, "mật khẩu"),
    "encrypted by Word": (
        "ke-hoach.docx",
        lambda: OLE_MAGIC + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "mật khẩu",
    ),
    "old Word": ("ke-hoach.doc", lambda: OLE_MAGIC + bytes(2048), ".docx"),
    "macros": ("ke-hoach.docm", with_macros, "macro"),
    "macros under a good name": ("ke-hoach.docx", with_macros, "macro"),
    "zip bomb": ("ke-hoach.docx", zip_bomb, "lớn"),
    "entity bomb": ("ke-hoach.docx", entity_bomb, "word/document.xml"),
    "file of the server": ("ke-hoach.docx", outside_file, "DOCTYPE"),
    "workbook": ("ke-hoach.docx", workbook, "Word"),
    "PDF": ("ke-hoach.docx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "picture": ("ke-hoach.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "ảnh"),
    "program": ("ke-hoach.txt", lambda: b"MZ\x90\x00" + bytes(64), "chương trình"),
    "over-size": ("ke-hoach.txt", lambda: TEXT.encode() * 2_000, "giới hạn"),
    "Mật": ("ke-hoach.txt", lambda: secret("MẬT"), "độ mật"),
    "Tối mật": ("ke-hoach.txt", lambda: secret("TỐI MẬT"), "độ mật"),
    "Tuyệt mật": ("ke-hoach.txt", lambda: secret("TUYỆT MẬT"), "độ mật"),
    "Mật in Word": ("ke-hoach.docx", lambda: secret_word("MẬT"), "độ mật"),
    "Tuyệt mật in Word": ("ke-hoach.docx", lambda: secret_word("Độ mật: Tuyệt mật"), "độ mật"),
}
