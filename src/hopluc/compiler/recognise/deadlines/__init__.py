"""Deadlines: what a cell or a sentence says of time, in the parts of the format.

`rules.RULES` is the grammar: a pattern made of named parts (`<day>`, `<month>` … of `viet.dates`), what it
means, and why it is read so. What no rule takes becomes a part `unparsed`. Nothing is guessed.
"""

from hopluc.compiler.recognise.deadlines.cell import read_deadline
from hopluc.compiler.recognise.deadlines.prose import due_parts, stated_deadline
from hopluc.compiler.recognise.deadlines.regular import count_of
from hopluc.compiler.recognise.deadlines.rules import RULES

__all__ = ["RULES", "count_of", "due_parts", "read_deadline", "stated_deadline"]
