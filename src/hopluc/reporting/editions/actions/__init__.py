"""Every change of state of a book: one function checks, writes and logs in one transaction."""

from hopluc.reporting.editions.actions.defining import (
    Definition,
    add_table,
    change_table,
    drop_table,
    make_book,
    move_table,
)
from hopluc.reporting.editions.actions.editions import (
    ZIP,
    begin_edition,
    drop_edition,
    files_of,
    freeze,
    gather_edition,
    make_edition,
    review_table,
)

__all__ = [
    "ZIP",
    "Definition",
    "add_table",
    "begin_edition",
    "change_table",
    "drop_edition",
    "drop_table",
    "files_of",
    "freeze",
    "gather_edition",
    "make_book",
    "make_edition",
    "move_table",
    "review_table",
]
