"""Tests build their tables from the models; an installation builds them by the migrations: the same ones."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from tests import servers

# What only an installation has: the list of its migrations, the cache that its processes share.
ITS_OWN = {"django_migrations", "hopluc_cache"}

SQLITE = ["SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL"]
POSTGRESQL = [
    "SELECT table_name::text, column_name::text, concat_ws(' ', data_type, character_maximum_length,"
    " numeric_precision, numeric_scale, collation_name, is_nullable, column_default, is_identity)"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename::text, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'",
]


def pieces(definition: str) -> list[str]:
    """What stands between the commas of a definition's outer brackets: a table's columns and constraints."""
    head, _, inner = definition.rpartition(")")[0].partition("(")
    found, depth = [""], 0
    for part in re.split(r"([(),])", inner):
        depth += {"(": 1, ")": -1}.get(part, 0)
        if part == "," and not depth:
            found.append("")
        else:
            found[-1] += part
    return [head, *found]


def described(rows: list[tuple[str, str, str]]) -> list[str]:
    """Each column, constraint and index in a line of its own, whatever the order of their making."""
    return sorted(
        f"{table} {name}: {' '.join(piece.split())}"
        for table, name, definition in rows
        if table not in ITS_OWN
        for piece in pieces(definition)
    )


@pytest.mark.processes
@pytest.mark.django_db
def test_the_migrations_build_the_tables_of_the_models(server: servers.Server) -> None:
    questions = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        built = [row for sql in questions for row in cursor.execute(sql).fetchall()]
    migrated = [row for sql in questions for row in server.rows(sql)]
    assert described(migrated) == described(built)
