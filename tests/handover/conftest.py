"""A province with a department that ends and the one that follows it."""

from __future__ import annotations

import pytest

from hopluc.organizations.models import Organisation
from tests import factories
from tests.factories import body


@pytest.fixture
def root() -> Organisation:
    return factories.province()


@pytest.fixture
def old(root: Organisation) -> Organisation:
    return body("Sở Kế hoạch và Đầu tư", parent=root)


@pytest.fixture
def new(root: Organisation) -> Organisation:
    return body("Sở Tài chính", parent=root)
