"""Archives from strangers: every damage ends in a refusal."""

from __future__ import annotations

import random

from hopluc.compiler import read
from tests.compiler.test_reading_word import p, package, tr


def test_damaged_bytes_give_a_document_or_a_refusal() -> None:
    whole = package(
        p("KẾ HOẠCH") + f"<w:tbl>{tr('TT', 'Nhiệm vụ', 'Chủ trì')}{tr('1', 'Đào ao', 'Sở A')}</w:tbl>"
    )
    chance = random.Random(7)
    refused = 0
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read.read_bytes(bytes(data), "a.docx")
        except read.Unreadable:
            refused += 1
    assert refused
