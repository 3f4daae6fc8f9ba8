"""These tests render strictly."""

from tests.ui.strict import no_undefined_variables  # noqa: F401
