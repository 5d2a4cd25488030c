"""Each setting is safe when unset, taken when good, and refused in one line when bad."""

from pathlib import Path

import pytest

from unpinch.kernel import HelpLines
from unpinch.server.config.environment import BadSetting, read_environment, read_help_lines
from unpinch.server.config.help_settings import MailServer
from unpinch.server.web.crisis_contact import CrisisContact


def test_nothing_set_is_safe(tmp_path):
    environment = read_environment(environ={"UNPINCH_STATE": str(tmp_path)})
    assert environment.debug is False
    assert environment.maintenance is False
    assert environment.database == {}
    assert environment.directory == tmp_path / "directory"
    assert environment.session_minutes == 120
    assert environment.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")


def test_in_a_checkout_the_state_lives_in_var():
    assert read_environment(environ={}).state == Path(__file__).parents[2] / "var"


def test_a_postgresql_address_becomes_a_database():
    address = "postgresql://anna:p%40ss@db.example:5433/unpinch?sslmode=require"
    database = read_environment(environ={"UNPINCH_DATABASE_URL": address}).database
    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "unpinch",
        "USER": "anna",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UNPINCH_DATABASE_URL", "mysql://someone:hidden@host/name"),
        ("UNPINCH_DATABASE_URL", "postgresql://someone:hidden@host/"),
        ("UNPINCH_DATABASE_URL", "postgresql://someone:hidden@host:port/name"),
        ("UNPINCH_DATABASE_URL", "postgresql://someone:hidden/with-a-slash@host/name"),
        ("UNPINCH_SESSION_MINUTES", "4"),
        ("UNPINCH_SESSION_MINUTES", "1441"),
        ("UNPINCH_SESSION_MINUTES", "²"),
        ("UNPINCH_WORKERS", "many"),
        ("UNPINCH_DEBUG", "maybe"),
        ("UNPINCH_LOG_LEVEL", "LOUD"),
        ("UNPINCH_EMERGENCY_NUMBER", "call me"),
        ("UNPINCH_EMERGENCY_NUMBER", "9"),
        ("UNPINCH_CRISIS_LINE", "988<script>"),
        ("UNPINCH_CRISIS_TEXTS", "perhaps"),
        ("UNPINCH_CRISIS_CONTACT", "Maya Ortiz"),
        ("UNPINCH_CRISIS_CONTACT", "<maya@example.org>"),
        ("UNPINCH_CRISIS_CONTACT", "Maya <maya@example>"),
        ("UNPINCH_CRISIS_CONTACT", "Maya <maya@example.org>\nBcc: all@example.org"),
        ("UNPINCH_EVIDENCE_EMAIL", "Maya"),
        ("UNPINCH_EVIDENCE_EMAIL", "maya@example.org, other@example.org"),
        ("UNPINCH_EMAIL_URL", "imap://anna:hidden@mail.example.org/?from=unpinch@example.org"),
        ("UNPINCH_EMAIL_URL", "smtps://anna:hidden@mail.example.org/"),
        ("UNPINCH_EMAIL_URL", "smtps://anna:hidden@mail.example.org:port/?from=unpinch@example.org"),
        ("UNPINCH_EMAIL_URL", "smtps:///?from=unpinch@example.org"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_that_names_it_and_keeps_it_to_itself(name, value):
    with pytest.raises(BadSetting) as refused:
        read_environment(environ={name: value})
    words = str(refused.value)
    assert name in words
    assert "\n" not in words
    assert "hidden" not in words


@pytest.mark.parametrize("minutes", ["5", "1440"])
def test_the_ends_of_a_range_are_allowed(minutes):
    assert read_environment(environ={"UNPINCH_SESSION_MINUTES": minutes}).session_minutes == int(minutes)


def test_the_numbers_are_the_united_states_own_when_unset():
    assert read_help_lines(environ={}) == HelpLines("911", "988", crisis_texts=True)


def test_the_numbers_can_be_set_and_other_settings_do_not_keep_them_back():
    environ = {
        "UNPINCH_EMERGENCY_NUMBER": "112",
        "UNPINCH_CRISIS_LINE": "116 123",
        "UNPINCH_CRISIS_TEXTS": "0",
        "UNPINCH_WORKERS": "many",
    }
    assert read_help_lines(environ=environ) == HelpLines("112", "116 123", crisis_texts=False)


@pytest.mark.parametrize(
    ("value", "contact"),
    [
        ("", None),
        ("Maya Ortiz <maya@example.org>", CrisisContact("Maya Ortiz", mail="maya@example.org")),
        ("Maya Ortiz, +1 555 010 0100", CrisisContact("Maya Ortiz", telephone="+1 555 010 0100")),
        ("Night desk 24/7 <a@b.org> 555-0100", CrisisContact("Night desk 24/7", mail="a@b.org", telephone="555-0100")),
    ],
)
def test_a_contact_has_a_name_and_a_way_to_reach_them(value, contact):
    assert read_environment(environ={"UNPINCH_CRISIS_CONTACT": value}).crisis_contact == contact


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("", None),
        (
            "smtps://anna:p%40ss@mail.example.org/?from=unpinch@example.org",
            MailServer("mail.example.org", 465, "anna", "p@ss", tls=True, sender="unpinch@example.org"),
        ),
        (
            "smtp://mail.example.org:2587/?from=unpinch@example.org",
            MailServer("mail.example.org", 2587, starttls=True, sender="unpinch@example.org"),
        ),
        ("smtp://127.0.0.1:25/?from=a@b.org", MailServer("127.0.0.1", 25, sender="a@b.org")),
    ],
)
def test_mail_leaves_the_machine_encrypted(address, server):
    assert read_environment(environ={"UNPINCH_EMAIL_URL": address}).mail_server == server
