"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file that cannot be read, or must not be.

    `message_vi` says in Vietnamese what is wrong and what to do; `code` is a stable slug for
    programs (`empty`, `wrong-type`, `encrypted`, `macros`, `too-large`, `damaged`, `unsafe`,
    `not-text`, `missing`, `secret`, `no-ocr`, `too-long`).
    """

    def __init__(self, message_vi: str, code: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.code = code


class Secret(Unreadable):
    """A document marked Mật, Tối mật or Tuyệt mật: it may not be kept here at all.

    Luật Bảo vệ bí mật nhà nước 2018 (29/2018/QH14), Điều 12: state secrets are not put on
    computers or networks that are not made for them.
    """

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi, "secret")
