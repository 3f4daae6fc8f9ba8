"""Who looks at a review now: a note in the cache that fades by itself; nothing depends on it."""

from __future__ import annotations

import time

from django.core.cache import cache

from hopluc.organizations.models import User

FADES_AFTER = 15.0  # seconds, three beats of the page


def note(paper_id: int, person: User) -> list[str]:
    """Note that a person is here; the names of the others who are."""
    key, now = f"review-here:{paper_id}", time.time()
    here = {k: v for k, v in (cache.get(key) or {}).items() if now - v[1] < FADES_AFTER}
    here[person.pk] = (str(person), now)
    cache.set(key, here, FADES_AFTER)
    return sorted(name for pk, (name, _at) in here.items() if pk != person.pk)
