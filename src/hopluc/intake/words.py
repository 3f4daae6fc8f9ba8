"""Whole words in the text of received documents: FTS5 on SQLite, tsvector on PostgreSQL.

Both index `Compilation.folded`. A compilation is never edited, so triggers for rows that come and go
keep SQLite's table beside it.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, connections
from django.db.models.expressions import RawSQL

# Of a longer document the rest is not searched: a tsvector holds a mebibyte.
_VECTOR = "to_tsvector('simple', left(folded, 400000))"
_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'intake_words'"
_FIRST = (
    "CREATE VIRTUAL TABLE intake_words USING fts5(folded, content='intake_compilation', content_rowid='id')",
    "INSERT INTO intake_words(intake_words) VALUES ('rebuild')",
)
_ALWAYS = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS intake_words_in AFTER INSERT ON intake_compilation BEGIN"
        " INSERT INTO intake_words(rowid, folded) VALUES (new.id, new.folded); END",
        "CREATE TRIGGER IF NOT EXISTS intake_words_out AFTER DELETE ON intake_compilation BEGIN"
        " INSERT INTO intake_words(intake_words, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    ),
    "postgresql": (f"CREATE INDEX IF NOT EXISTS intake_words ON intake_compilation USING gin ({_VECTOR})",),
}
_FIND = {
    "sqlite": "SELECT rowid FROM intake_words WHERE intake_words MATCH %s",
    "postgresql": (
        f"SELECT id FROM intake_compilation WHERE {_VECTOR} @@ phraseto_tsquery('simple', %s)"  # noqa: S608
    ),
}


def make_index(using: str, **_: Any) -> None:
    """After the migrations: the index where it is not there yet, and its triggers, which a migration that
    makes SQLite's table anew takes away."""
    on = connections[using]
    with on.cursor() as cursor:
        if on.vendor == "sqlite" and cursor.execute(_THERE).fetchone() is None:
            for statement in _FIRST:
                cursor.execute(statement)
        for statement in _ALWAYS[on.vendor]:
            cursor.execute(statement)


def compilations_with(folded: str) -> RawSQL:
    """Ids of compilations whose document holds these folded words, one after another."""
    sqlite = connection.vendor == "sqlite"
    asked = f'"{folded.replace(chr(34), " ")}"' if sqlite else folded
    return RawSQL(_FIND[connection.vendor], [asked])  # noqa: S611  the words are a parameter
