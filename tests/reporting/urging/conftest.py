from __future__ import annotations

import pytest

from tests.reporting.urging.scene import Scene


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()
