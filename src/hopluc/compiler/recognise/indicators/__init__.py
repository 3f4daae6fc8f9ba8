"""Indicators: measurable targets in the sentences and in the tables of a plan."""

from __future__ import annotations

from hopluc.compiler.recognise.indicators.prose import find_indicators

__all__ = ["find_indicators"]
