"""Names of bodies in a text: where each begins and ends, and what it is called in full."""

from hopluc.compiler.recognise.names.found import Found
from hopluc.compiler.recognise.names.lists import scan

__all__ = ["Found", "scan"]
