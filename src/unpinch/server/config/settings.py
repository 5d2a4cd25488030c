"""Django's settings, from the table in `environment.py`; reading them writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .environment import read_environment, secret_key
from .help_settings import MailServer

ENVIRONMENT = read_environment()
# Each folder in here is a component: template, options, styles and script side by side.
COMPONENTS = Path(__file__).parents[1] / "web" / "components"
UNPINCH_DIRECTORY = ENVIRONMENT.directory
UNPINCH_MAINTENANCE = ENVIRONMENT.maintenance
UNPINCH_SESSION_MINUTES = ENVIRONMENT.session_minutes
HELP_LINES = ENVIRONMENT.help_lines
CRISIS_CONTACT = ENVIRONMENT.crisis_contact

DEBUG = ENVIRONMENT.debug
SECRET_KEY = secret_key(environment=ENVIRONMENT)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "unpinch.server.config.urls"
WSGI_APPLICATION = "unpinch.server.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "unpinch.server.config.static.StaticFiles",
    "django_htmx",
    "unpinch.server.accounts",
    "unpinch.server.audit",
    "unpinch.server.booking",
    "unpinch.server.profiles",
    "unpinch.server.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "unpinch.server.web.middleware.SecurityHeaders",
    # Pages are text and phones are slow. Django adds random bytes, so that the length tells nothing of the form token.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything that needs the database, so that the notice can be shown while the database is away.
    "unpinch.server.web.middleware.Maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "unpinch.server.web.middleware.KeepWhileVisited",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [COMPONENTS],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "unpinch.server.web.context.page",
            ],
        },
    }
]

# IMMEDIATE takes the write lock when a transaction begins, so a second writer waits its turn instead of failing in the
# middle; WAL lets people read while one writes.
_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(ENVIRONMENT.sqlite_file),
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        # What a person told us and has been deleted is written over, not only forgotten.
        "PRAGMA secure_delete=ON;",
    },
}
DATABASES: dict[str, dict[str, Any]] = {"default": ENVIRONMENT.database or _SQLITE}

# What all workers must know of each other, such as how many visitors asked to be contacted in the last hour.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "unpinch_shared"},
}

# Only the form that asks the crisis contact to get in touch sends mail. Faults are never mailed: no ADMINS are set.
MAIL_IS_SET = ENVIRONMENT.mail_server is not None
_MAIL_SERVER = ENVIRONMENT.mail_server or MailServer()
EMAIL_HOST = _MAIL_SERVER.host
EMAIL_PORT = _MAIL_SERVER.port
EMAIL_HOST_USER = _MAIL_SERVER.person
EMAIL_HOST_PASSWORD = _MAIL_SERVER.password
EMAIL_USE_TLS = _MAIL_SERVER.starttls
EMAIL_USE_SSL = _MAIL_SERVER.tls
DEFAULT_FROM_EMAIL = _MAIL_SERVER.sender
# Somebody in a crisis waits for the answer: a mail server that is silent for this long is said to have failed.
EMAIL_TIMEOUT = 10

# What a person told us lives in the database, not in the cookie, and only as long as they keep visiting.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "unpinch_session"
SESSION_COOKIE_AGE = ENVIRONMENT.session_minutes * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_NAME = "unpinch_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_FAILURE_VIEW = "unpinch.server.web.views.errors.form_too_old"

SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing to other sites. With "no-referrer" browsers send our own forms with the origin "null", which Django refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# A story is at most tens of thousands of characters; the form refuses longer ones in words. This is the wall behind it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Spanish joins when its catalogue is complete: half a language is worse than one.
LOCALE_PATHS = [COMPONENTS.parent / "locale"]
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("components", COMPONENTS)]
STATIC_ROOT = ENVIRONMENT.state / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "unpinch.server.config.logs.PrivateFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {
        # Django's own handlers would print and mail whole requests.
        "django": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level, "propagate": False},
        # SQL statements carry what people wrote.
        "django.db.backends": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
