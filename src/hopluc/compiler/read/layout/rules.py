"""Drawn lines put together: pieces joined, and those that cross gathered to grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hopluc.compiler.read.layout.model import Rule

# Points. Lines nearer than this are one (double borders); ends nearer than this meet.
_NEAR = 3.0
_JOINED = 4.0
# A stroke shorter than this is a letter's or an ornament's.
_SHORTEST = 5.0
# Pairs of lines that are looked at for crossings; a page of a document has some thousands.
_MOST_PAIRS = 1_000_000


@dataclass(slots=True)
class Stroke:
    """A whole line along an axis: `at` across it, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """Lines that hang together: the lying ones and the standing ones."""

    lying: tuple[Stroke, ...]
    standing: tuple[Stroke, ...]


def crossings(rules: Iterable[Rule]) -> list[Crossing]:
    """The groups of lines that meet one another, each with lines of both kinds."""
    lying, standing = strokes(rules)
    if len(lying) * len(standing) > _MOST_PAIRS:
        return []
    parent = list(range(len(lying) + len(standing)))
    for h, level in enumerate(lying):
        for v, upright in enumerate(standing, len(lying)):
            if _meet(level, upright):
                parent[_root(parent, h)] = _root(parent, v)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for n, stroke in enumerate(lying):
        groups.setdefault(_root(parent, n), ([], []))[0].append(stroke)
    for n, stroke in enumerate(standing, len(lying)):
        groups.setdefault(_root(parent, n), ([], []))[1].append(stroke)
    return [Crossing(tuple(h), tuple(v)) for h, v in groups.values() if h and v]


def strokes(rules: Iterable[Rule]) -> tuple[list[Stroke], list[Stroke]]:
    """The lying and the standing lines, their pieces joined."""
    lying: list[Stroke] = []
    standing: list[Stroke] = []
    for rule in rules:
        width, height = rule.x1 - rule.x0, rule.bottom - rule.top
        if width >= height:
            lying.append(Stroke((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        else:
            standing.append(Stroke((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
    return _joined(lying), _joined(standing)


def positions(places: Iterable[float]) -> list[float]:
    """Places that are nearer to one another than lines can be, as one each; sorted."""
    out: list[list[float]] = []
    for place in sorted(places):
        if out and place - out[-1][0] <= _NEAR:
            out[-1].append(place)
        else:
            out.append([place])
    return [sum(group) / len(group) for group in out]


def covers(pieces: Sequence[Stroke], start: float, end: float) -> bool:
    """Whether the pieces cover more than half of a stretch."""
    covered = sum(max(0.0, min(piece.end, end) - max(piece.start, start)) for piece in pieces)
    return covered * 2 > end - start


def _joined(pieces: list[Stroke]) -> list[Stroke]:
    """Pieces at one place that touch or nearly so, as one line; what stays short is none."""
    pieces.sort(key=lambda piece: piece.at)
    out: list[Stroke] = []
    group: list[Stroke] = []
    for piece in pieces:
        if group and piece.at - group[0].at > _NEAR:
            out += _chained(group)
            group = []
        group.append(piece)
    out += _chained(group)
    return [stroke for stroke in out if stroke.end - stroke.start >= _SHORTEST]


def _chained(group: list[Stroke]) -> list[Stroke]:
    out: list[Stroke] = []
    for piece in sorted(group, key=lambda piece: piece.start):
        if out and piece.start - out[-1].end <= _JOINED:
            out[-1].end = max(out[-1].end, piece.end)
        else:
            out.append(Stroke(piece.at, piece.start, piece.end))
    return out


def _meet(level: Stroke, upright: Stroke) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n
