"""The site as a WSGI application, for `unpinch serve` and for any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from .environment import read_environment
from .prepare import make_secret_key, make_state_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unpinch.server.config.settings")

# Another WSGI server may start us without `unpinch serve --prepare-only` before: its workers must share one key.
make_state_folder(environment=read_environment())
make_secret_key(environment=read_environment())

application = get_wsgi_application()
