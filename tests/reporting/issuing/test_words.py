"""Codes as people type them, and what is said of a signature: the gravest thing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.office.signing.found import Examined, Signature
from hopluc.reporting.issuing.codes import ALPHABET, LENGTH, new_code, read_code, shown
from hopluc.reporting.issuing.verdicts import verdicts

GOOD = Signature(
    signer="Vũ Quang Huy",
    organisation="Sở Tài chính",
    issuer="CA",
    serial="1",
    not_before="2026-01-01T00:00:00+00:00",
    not_after="2027-01-01T00:00:00+00:00",
    signed_at="2026-06-01T01:02:03+00:00",
    reason="Ký ban hành",
    intact=True,
    trusted=True,
    trusted_then=True,
    whole=True,
    changed=False,
)
BEFORE, AFTER = dt.datetime(2026, 7, 1, tzinfo=dt.UTC), dt.datetime(2027, 2, 1, tzinfo=dt.UTC)


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_as_it_is_printed_and_as_it_is_mistyped(code: str) -> None:
    assert read_code(shown(code)) == code
    assert read_code(f" {shown(code).lower().replace('0', 'o').replace('1', 'l')} ") == code
    assert read_code(code[:-1]) == ""


@given(st.text())
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    assert read_code(typed) == "" or set(read_code(typed)) <= set(ALPHABET)


def test_codes_differ() -> None:
    assert len({new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("changes", "now", "tone", "words"),
    [
        ({}, BEFORE, "success", "Chữ ký hợp lệ"),
        ({"intact": False, "changed": True}, BEFORE, "danger", "nội dung đã bị thay đổi"),
        ({"changed": True, "whole": False}, BEFORE, "danger", "bị sửa sau chữ ký"),
        ({"whole": False, "trusted": False}, BEFORE, "danger", "không bao trùm"),
        ({"trusted": False, "trusted_then": False}, BEFORE, "warning", "chưa xác nhận được người ký"),
        ({"trusted": False}, AFTER, "warning", "còn hạn vào thời điểm ký"),
        ({"trusted": False, "trusted_then": False}, AFTER, "warning", "không xác nhận được lúc ký còn hạn"),
    ],
)
def test_a_signature_is_judged(changes: dict, now: dt.datetime, tone: str, words: str) -> None:
    (told,) = verdicts(Examined((replace(GOOD, **changes),)), now, test=False)
    assert (told.tone, words in told.told) == (tone, True)
    rows = dict(told.rows)
    assert rows["Thời điểm ký (theo máy người ký)"] == "01/06/2026 08:02:03 (+07:00)"
    assert "Chưa kiểm tra" in rows["Thu hồi chứng thư"]
    assert "Lưu ý" not in rows


@pytest.mark.parametrize(
    ("signer", "told"),
    [("Vũ Quang Huy", "Vũ Quang Huy, Sở Tài chính"), ("Sở Tài chính", "Sở Tài chính"), ("", "Sở Tài chính")],
)
def test_a_bodys_own_certificate_names_it_once(signer: str, told: str) -> None:
    (verdict,) = verdicts(Examined((replace(GOOD, signer=signer),)), BEFORE, test=False)
    assert dict(verdict.rows)["Người ký"] == told
