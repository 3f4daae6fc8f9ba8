"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopluc.config.settings")

application = get_wsgi_application()

# All addresses with their code now, not with the first request; what is loaded lives as long as the
# process, and the search for unused objects passes it by: a request for the list of plans spent 4 of 41 ms
# in it on the average, nearly all of that in a few.
_addresses = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
