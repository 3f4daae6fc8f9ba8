"""Several officers who report at the same time, each on the part of their own body."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, NamedTuple

from tests.servers import Server
from tests.system.people import Person


class Sent(NamedTuple):
    """A form that was sent: what was answered, and after how many seconds."""

    status: int
    seconds: float


def report_at_once(server: Server, writers: list[dict[str, Any]], times: int, once: str = "") -> list[Sent]:
    """Each of the writers (`served.writers`) reports so many times, all beginning together.

    `once`: the key of the form, which makes several clicks one deed.
    """
    together = Barrier(len(writers))

    def write(writer: dict[str, Any]) -> list[Sent]:
        person = Person(server.base, writer["person"])
        address = f"/ke-hoach/phan-viec/{writer['part']}/bao-cao/"
        sent = []
        together.wait(30)
        for n in range(times):
            form = {
                "on": "2026-02-01",
                "state": "under_way",
                "percent": n,
                "narrative": f"Lần {n}.",
                "once": once,
            }
            begun = time.perf_counter()
            answer = person.post(address, form)
            sent.append(Sent(answer.status, time.perf_counter() - begun))
        return sent

    with ThreadPoolExecutor(len(writers)) as pool:
        return [one for sent in pool.map(write, writers) for one in sent]
