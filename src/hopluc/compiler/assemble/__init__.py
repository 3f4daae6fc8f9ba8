"""From outline and sheets to tasks.

After `assemble`: each task stands once, with an id that is unique in the plan, its group, its
parent, and the parties and deadline that the document gives it. Where the document has an
assignment table its rows are the tasks and the body only repeats them; otherwise the tasks are
what the body gives to each agency.
"""

from __future__ import annotations

from hopluc.compiler.assemble.model import Draft, DraftGroup, Work
from hopluc.compiler.assemble.pipeline import assemble

__all__ = ["Draft", "DraftGroup", "Work", "assemble"]
