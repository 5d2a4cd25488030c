"""The settings page says what the table in the code says, line for line."""

import re
from pathlib import Path

from unpinch.server.config.environment import SETTINGS

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
ROW = re.compile(r"^\| `(UNPINCH_\w+)` \| (.*?) \| (.*) \|$", re.MULTILINE)


def test_each_setting_has_its_line_in_the_order_of_the_table():
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [(name, meaning) for name, _default, meaning in rows] == [(each.name, each.meaning) for each in SETTINGS]


def test_each_line_names_the_default():
    defaults = {name: default for name, default, _meaning in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    for setting in SETTINGS:
        assert defaults[setting.name] in (setting.default, f"`{setting.default}`") or (
            setting.default == "" and defaults[setting.name] == "unset"
        )


def test_no_setting_is_read_that_is_not_in_the_table():
    known = {each.name for each in SETTINGS}
    code = Path(__file__).parents[2] / "src" / "unpinch"
    read = {
        name
        for path in code.rglob("*.py")
        for name in re.findall(r"\bUNPINCH_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert read == known
