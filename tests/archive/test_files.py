"""Files are kept once, whole, before their row; a damaged one is found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hopluc.archive import actions, command
from hopluc.archive.actions import keep, path_of
from hopluc.archive.models import File
from hopluc.archive.queries import verify_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def parts(root: Path) -> list[str]:
    return [p.name for p in root.rglob(".part-*")]


def test_bytes_are_kept_under_their_hash() -> None:
    kept = keep([b"Xin ", b"ch\xc3\xa0o"], "text/plain")
    assert kept.sha256 == hashlib.sha256("Xin chào".encode()).hexdigest()
    assert (kept.size, path_of(kept.sha256).read_text("utf-8")) == (9, "Xin chào")


def test_the_same_bytes_are_kept_once() -> None:
    assert keep([b"abc"], "text/plain") == keep([b"a", b"bc"], "text/plain")
    assert File.objects.count() == 1


def test_a_kill_before_the_row_leaves_bytes_that_the_next_try_adopts(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(File.objects, "create", killed)
        with pytest.raises(KeyboardInterrupt):
            keep([b"abc"], "text/plain")
    assert not File.objects.exists()
    assert keep([b"abc"], "text/plain").size == 3
    assert list(verify_files()) == []


def test_a_kill_while_the_bytes_come_leaves_neither_row_nor_file(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        keep(broken(), "text/plain")
    assert not File.objects.exists()
    assert [p for p in (tmp_path / "files").rglob("*") if p.is_file()] == []


def test_the_bytes_are_on_the_disk_before_they_get_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    fsync, replace, create = os.fsync, os.replace, File.objects.create
    monkeypatch.setattr(actions.os, "fsync", lambda fd: (order.append("flush"), fsync(fd)))
    monkeypatch.setattr(actions.os, "replace", lambda a, b: (order.append("name"), replace(a, b)))
    monkeypatch.setattr(File.objects, "create", lambda **kw: (order.append("row"), create(**kw))[1])
    keep([b"abc"], "text/plain")
    assert order[:2] == ["flush", "name"]
    assert order[-1] == "row"


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda p: p.unlink(), "Không còn"),
        (lambda p: p.write_bytes(b"abcd"), "Kích thước"),
        (lambda p: p.write_bytes(b"abx"), "Nội dung"),
    ],
)
def test_a_file_that_is_not_as_received_is_found(damage: object, word: str) -> None:
    kept = keep([b"abc"], "text/plain")
    keep([b"whole"], "text/plain")
    damage(path_of(kept.sha256))  # type: ignore[operator]
    (fault,) = verify_files()
    assert (fault.sha256, word in fault.message) == (kept.sha256, True)
    assert command.main(["files"]) == 1
