"""Each setting is safe when unset, taken when good, and refused in one line when bad."""

from pathlib import Path

import pytest

from unpinch.server.config.environment import BadSetting, read_environment


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
