"""
The settings of the site: one table, read from environment variables, safe when nothing is set.

No Django in here, so that the command line can read the table and say in one line what is wrong with a value.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from unpinch.kernel import HelpLines, UnpinchError
from unpinch.server.web.crisis_contact import CrisisContact

from . import help_settings

SECRET_KEY_FILE = "secret-key"  # noqa: S105 (the name of a file, not a key)
SECRET_KEY_BYTES = 48
# This file is src/unpinch/server/config/environment.py; a checkout has pyproject.toml five folders up.
_CHECKOUT = Path(__file__).resolve().parents[4]


class BadSetting(UnpinchError):
    """An environment variable holds a value that cannot be used; the message names it, and what is allowed."""


@dataclass(frozen=True)
class Setting:
    """One line of the table: its name in the environment, what it is when unset, what it does, how it is read."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any]


def _text(value: str) -> str:
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _switch(value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("", "0", "false", "no", "off"):
        return False
    raise ValueError("write 1 or 0")


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise ValueError(f"write a whole number from {least} to {most}")
        return int(value)

    return read


def _hosts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _log_level(value: str) -> str:
    allowed = ("DEBUG", "INFO", "WARNING", "ERROR")
    if value.upper() not in allowed:
        raise ValueError(f"write one of {', '.join(allowed)}")
    return value.upper()


def _database_url(value: str) -> dict[str, Any]:
    """Read `postgresql://person:password@host:port/name?option=value`; empty means SQLite in the state folder."""
    if not value:
        return {}
    wrong = ValueError("write postgresql://person:password@host:5432/name, or leave it unset for SQLite")
    try:
        parts = urlsplit(value)
        port = str(parts.port or "")
    except ValueError:
        # Python's own message repeats the part it could not read, which may be a piece of the password.
        raise wrong from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise wrong
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


# Two workers share the memory-mapped directory and use both cores of the smallest machine we run on.
SETTINGS: tuple[Setting, ...] = (
    Setting(
        "UNPINCH_STATE",
        "`var` in a checkout, else `~/.local/share/unpinch`",
        "The folder that holds the database, the secret key, the directory and the collected static files.",
        _folder,
    ),
    Setting(
        "UNPINCH_DIRECTORY",
        "`directory` in the state folder",
        "The directory snapshot that the site searches, as `unpinch directory build --out` made it.",
        _folder,
    ),
    Setting(
        "UNPINCH_DATABASE_URL",
        "",
        "A PostgreSQL address, `postgresql://person:password@host:5432/name`; unset means SQLite in the state folder.",
        _database_url,
    ),
    Setting(
        "UNPINCH_SECRET_KEY",
        "made at the first start and kept in the state folder",
        "The key that signs sessions and forms; set it where several machines serve one site.",
        _text,
    ),
    Setting(
        "UNPINCH_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "The host names under which the site may be reached, with commas between them.",
        _hosts,
    ),
    Setting(
        "UNPINCH_ADDRESS",
        "http://127.0.0.1:8000",
        "The address under which people reach the site, for links in mails, `https://unpinch.example.org`.",
        help_settings.site_address,
    ),
    Setting(
        "UNPINCH_HTTPS",
        "0",
        "1 when the site is reached through https behind a proxy that sets X-Forwarded-Proto: secure cookies and HSTS.",
        _switch,
    ),
    Setting(
        "UNPINCH_SESSION_MINUTES",
        "120",
        "After how many minutes without a visit what a person told us is deleted.",
        _whole_number(5, 1440),
    ),
    Setting(
        "UNPINCH_SIGNED_IN_DAYS",
        "14",
        "For how many days somebody who asks for it stays signed in.",
        _whole_number(1, 90),
    ),
    Setting(
        "UNPINCH_EMERGENCY_NUMBER",
        "911",
        "The number that people are told to call in an emergency.",
        help_settings.telephone,
    ),
    Setting(
        "UNPINCH_CRISIS_LINE",
        "988",
        "The number that people are told to call in a crisis; a trained person must answer it at any hour.",
        help_settings.telephone,
    ),
    Setting(
        "UNPINCH_CRISIS_TEXTS",
        "1",
        "0 when the crisis line takes no text messages.",
        _switch,
    ),
    Setting(
        "UNPINCH_CRISIS_CONTACT",
        "",
        "A person who is there for visitors in a crisis: `Name <mail@example.org> +1 555 010 0100`, or one of the two.",
        help_settings.crisis_contact,
    ),
    Setting(
        "UNPINCH_EMAIL_URL",
        "",
        "The mail server, `smtps://person:password@host:465/?from=unpinch@example.org`; unset, the site sends no mail.",
        help_settings.mail_server,
    ),
    Setting(
        "UNPINCH_EVIDENCE_EMAIL",
        "",
        "The mail address that `unpinch evidence update` names to PubMed, which wants to know whom to write to.",
        help_settings.mail_address,
    ),
    Setting(
        "UNPINCH_MAINTENANCE",
        "0",
        "1 answers every page with a maintenance notice (503); the health addresses keep answering.",
        _switch,
    ),
    Setting(
        "UNPINCH_WORKERS",
        "2",
        "How many server processes `unpinch serve` starts.",
        _whole_number(1, 64),
    ),
    Setting(
        "UNPINCH_THREADS",
        "4",
        "How many threads each server process has.",
        _whole_number(1, 64),
    ),
    Setting(
        "UNPINCH_JOBS",
        "1",
        "1 runs mails, reminders and calendar feeds beside the server; 0 where another server of the site does.",
        _switch,
    ),
    Setting(
        "UNPINCH_DEMONSTRATION_CLINICIANS",
        "30000",
        "How many fictional clinicians the first start makes when there is no directory yet.",
        _whole_number(100, 1_000_000),
    ),
    Setting(
        "UNPINCH_LOG_LEVEL",
        "INFO",
        "The least serious level that is logged: DEBUG, INFO, WARNING or ERROR.",
        _log_level,
    ),
    Setting(
        "UNPINCH_DEBUG",
        "0",
        "1 shows faults in the browser, for people who change the site; never set it where others can reach the site.",
        _switch,
    ),
)


@dataclass(frozen=True)
class Environment:
    """All settings, read. `database` is empty for SQLite; `secret_key` is empty where none is set."""

    state: Path
    directory: Path
    database: dict[str, Any]
    secret_key: str
    allowed_hosts: tuple[str, ...]
    address: str
    https: bool
    session_minutes: int
    signed_in_days: int
    help_lines: HelpLines
    crisis_contact: CrisisContact | None
    mail_server: help_settings.MailServer | None
    evidence_email: str
    maintenance: bool
    workers: int
    threads: int
    jobs: bool
    demonstration_clinicians: int
    log_level: str
    debug: bool

    @property
    def keeps_own_directory(self) -> bool:
        """Say whether the directory is the one in the state folder, which the first start may fill."""
        return self.directory == self.state / "directory"

    @property
    def sqlite_file(self) -> Path:
        """Give the file of the database where no other is set."""
        return self.state / "unpinch.sqlite3"

    @property
    def secret_key_file(self) -> Path:
        """Give the file that keeps the key made at the first start."""
        return self.state / SECRET_KEY_FILE


def read_environment(*, environ: Mapping[str, str] | None = None) -> Environment:
    """
    Read every setting.

    Raises
    ------
    BadSetting
        If a value cannot be used; one line that names the variable and says what is allowed.
    """
    environ = os.environ if environ is None else environ
    values = {setting.name: _read(setting=setting, environ=environ) for setting in SETTINGS}
    state = values["UNPINCH_STATE"] or _default_state(environ=environ)
    return Environment(
        state=state,
        directory=values["UNPINCH_DIRECTORY"] or state / "directory",
        database=values["UNPINCH_DATABASE_URL"] or {},
        secret_key=values["UNPINCH_SECRET_KEY"] or "",
        allowed_hosts=values["UNPINCH_ALLOWED_HOSTS"],
        address=values["UNPINCH_ADDRESS"],
        https=values["UNPINCH_HTTPS"],
        session_minutes=values["UNPINCH_SESSION_MINUTES"],
        signed_in_days=values["UNPINCH_SIGNED_IN_DAYS"],
        help_lines=read_help_lines(environ=environ),
        crisis_contact=values["UNPINCH_CRISIS_CONTACT"],
        mail_server=values["UNPINCH_EMAIL_URL"],
        evidence_email=values["UNPINCH_EVIDENCE_EMAIL"],
        maintenance=values["UNPINCH_MAINTENANCE"],
        workers=values["UNPINCH_WORKERS"],
        threads=values["UNPINCH_THREADS"],
        jobs=values["UNPINCH_JOBS"],
        demonstration_clinicians=values["UNPINCH_DEMONSTRATION_CLINICIANS"],
        log_level=values["UNPINCH_LOG_LEVEL"],
        debug=values["UNPINCH_DEBUG"],
    )


def read_help_lines(*, environ: Mapping[str, str] | None = None) -> HelpLines:
    """
    Read the numbers to call, and no other setting: the command line must answer an emergency whatever else is set.

    Raises
    ------
    BadSetting
        If one of them cannot be used.
    """
    environ = os.environ if environ is None else environ
    by_name = {setting.name: setting for setting in SETTINGS}
    return HelpLines(
        emergency_number=_read(setting=by_name["UNPINCH_EMERGENCY_NUMBER"], environ=environ),
        crisis_line=_read(setting=by_name["UNPINCH_CRISIS_LINE"], environ=environ),
        crisis_texts=_read(setting=by_name["UNPINCH_CRISIS_TEXTS"], environ=environ),
    )


# Defaults that are told in words because they depend on the machine; unset, they are worked out in `read_environment`.
_WORKED_OUT = ("UNPINCH_STATE", "UNPINCH_DIRECTORY", "UNPINCH_SECRET_KEY")


def _read(*, setting: Setting, environ: Mapping[str, str]) -> Any:
    given = environ.get(setting.name, "").strip()
    if not given and setting.name in _WORKED_OUT:
        return None
    try:
        return setting.read(given or setting.default)
    except ValueError as wrong:
        # The value is not repeated: it may be a password.
        raise BadSetting(f"The setting {setting.name} cannot be used: {wrong}.") from None


def _default_state(*, environ: Mapping[str, str]) -> Path:
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "src" / "unpinch").is_dir():
        return _CHECKOUT / "var"
    home = environ.get("HOME") or str(Path.home())
    return Path(environ.get("XDG_DATA_HOME") or Path(home) / ".local" / "share") / "unpinch"


def new_secret_key() -> str:
    """Make a key that nobody can guess."""
    return secrets.token_urlsafe(SECRET_KEY_BYTES)


def secret_key(*, environment: Environment) -> str:
    """
    Give the key that signs sessions and forms.

    Where none is set and the first start has not made one yet (tests, a build step), the key lives as long as the
    process: reading settings must not write files.
    """
    if environment.secret_key:
        return environment.secret_key
    try:
        return environment.secret_key_file.read_text(encoding="ascii").strip() or new_secret_key()
    except FileNotFoundError:
        return new_secret_key()
