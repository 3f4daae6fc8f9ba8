"""Compiles the message catalogues under `hopluc/locale/` without the gettext tools.

    python -m hopluc.ui.catalogue

`tools/setup.py` calls it, and what it makes lies beside its source, not committed; a test holds
the two together. Only what our catalogues use is understood: one string a line.
"""

from __future__ import annotations

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
_MAGIC = 0x950412DE


def read(text: str) -> dict[str, str]:
    """A .po file as gettext's pairs: context before \\x04, singular and plural joined by \\x00."""
    pairs: dict[str, str] = {}
    for block in text.split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if not line or line.startswith("#"):
                continue
            if not line.startswith('"'):
                name = line.split(" ", 1)[0]
            fields[name] = fields.get(name, "") + ast.literal_eval(line.removeprefix(name).strip())
        if "msgid" not in fields:
            continue
        key = "\x00".join(fields[part] for part in ("msgid", "msgid_plural") if part in fields)
        if "msgctxt" in fields:
            key = f"{fields['msgctxt']}\x04{key}"
        pairs[key] = fields.get("msgstr", fields.get("msgstr[0]", ""))
    return pairs


def compiled(pairs: dict[str, str]) -> bytes:
    """The pairs as a .mo file: a head, two tables of (length, offset), then the strings."""
    sources = sorted(pairs)
    tables = {
        "source": [key.encode() for key in sources],
        "target": [pairs[key].encode() for key in sources],
    }
    count = len(sources)
    head = 7 * 4
    offset = head + count * 16
    index, strings = b"", b""
    for texts in tables.values():
        for text in texts:
            index += struct.pack("<II", len(text), offset + len(strings))
            strings += text + b"\x00"
    return struct.pack("<7I", _MAGIC, 0, count, head, head + count * 8, 0, offset) + index + strings


def main() -> None:
    """Compile every catalogue."""
    for source in sorted(LOCALE.rglob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(read(source.read_text(encoding="utf8"))))


if __name__ == "__main__":
    main()
