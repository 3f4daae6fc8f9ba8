"""The message catalogues: compiled as their sources say, and every text of the library is there."""

from __future__ import annotations

import gettext
import io

import pytest
from django.utils.translation import gettext as translate
from django.utils.translation import override

from hopluc.ui import catalogue

SOURCES = sorted(catalogue.LOCALE.rglob("*.po"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.parent.name)
def test_the_compiled_catalogue_is_that_of_its_source(source):
    made = catalogue.compiled(catalogue.read(source.read_text(encoding="utf8")))
    assert source.with_suffix(".mo").read_bytes() == made, "run: python -m hopluc.ui.catalogue"


def test_gettext_reads_what_is_compiled():
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "A \\"b\\""\nmsgstr "Ă “b”"\n'
    )
    read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(catalogue.read(text))))
    assert read.gettext('A "b"') == "Ă “b”"


def test_the_sign_in_library_speaks_vietnamese():
    with override("vi"):
        assert translate("Two-Factor Authentication") == "Xác thực hai bước"
