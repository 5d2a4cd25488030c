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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
ACCOUNT_ADAPTER = "unpinch.server.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "unpinch.server.accounts.forms.NewPersonForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# A code to copy instead of a link: it works where the e-mail is read on another machine, and no reader follows it.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Unpinch: "
# Whether an address has an account is nobody's business: a clinic's patients could be looked up.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Unpinch"
USERSESSIONS_TRACK_ACTIVITY = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "unpinch.server.config.static.StaticFiles",
    "django_htmx",
    # Before the accounts library, whose templates it takes the place of.
    "unpinch.server.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "unpinch.server.post",
    "unpinch.server.audit",
    "unpinch.server.people",
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
    "unpinch.server.web.middleware.StorySession",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
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
# A new connection to PostgreSQL for each request takes longer than most requests.
_POSTGRESQL = {**ENVIRONMENT.database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES: dict[str, dict[str, Any]] = {"default": _POSTGRESQL if ENVIRONMENT.database else _SQLITE}

# What all workers must know of each other: how often somebody tried to sign in, how many asked to be contacted.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "unpinch_shared"}}

# Work that can wait is kept in the database and done by a process beside the server (`config/jobs.py`).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# What that process does every half minute; each is given the time.
TICKS = ("unpinch.server.post.schedule.tick", "unpinch.server.booking.schedule.tick")

# Faults are never mailed: no ADMINS are set.
MAIL_IS_SET = ENVIRONMENT.mail_server is not None
# Mails are kept first and handed over by the jobs: no page waits for a mail server, or fails because one is away.
EMAIL_BACKEND = "unpinch.server.post.backend.LaterBackend"
# Without a mail server, what would be sent is printed where the site was started. The form that asks the crisis contact
# to get in touch uses this one itself: who asks must be told whether it was sent.
DIRECT_EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_IS_SET else 'console'}.EmailBackend"
# Where the site is reached, for links in mails.
SITE_ADDRESS = ENVIRONMENT.address
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

# Who is signed in. What a person told us is apart from it, and only as long as they keep visiting: see `web/story.py`.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "unpinch_session"
# For who asks to stay signed in; for others until the browser is closed.
SESSION_COOKIE_AGE = ENVIRONMENT.signed_in_days * 86_400
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
# The only file that any form takes is a picture; what is sent beside it is read by nobody.
FILE_UPLOAD_HANDLERS = ["unpinch.server.web.uploads.AtMost"]

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
        # A task that failed is told with its id; its comings and goings are of no use to anybody.
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # SQL statements carry what people wrote.
        "django.db.backends": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
