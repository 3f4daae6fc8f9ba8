"""Deeds that happen at one moment, each in a thread with a connection of its own, on both databases."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections


def at_once(*deeds: Callable[[], object]) -> list[Any]:
    """Run the deeds in threads that start together; what each gave, or the error that it ended in.

    The test is marked `django_db(transaction=True)`, so that the threads see what it made.
    """
    start = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            results[number] = deed()
        except Exception as error:  # noqa: BLE001  the test looks at it
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    with shared_database():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return results


@contextmanager
def shared_database() -> Iterator[None]:
    """PostgreSQL as it is. Threads cannot write side by side into SQLite's memory, so for that time the
    database lies in a file, as in the product, and what the threads wrote comes back."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    memory, settings = connection.connection, connections.settings["default"]
    name = settings["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        settings["NAME"] = str(Path(folder) / "threads.sqlite3")
        try:
            with closing(sqlite3.connect(settings["NAME"])) as file:
                memory.backup(file)
            yield
            with closing(sqlite3.connect(settings["NAME"])) as file:
                file.backup(memory)
        finally:
            settings["NAME"] = name
