"""How a command ends, whatever happens inside."""

import pytest

from unpinch import cli
from unpinch.kernel import UnpinchError

SECRET = "numb between my legs"


def end_with(monkeypatch, trouble):
    def run(_chosen):
        raise trouble

    monkeypatch.setattr("unpinch.cli._commands.understand", run)
    return cli.main(["understand", SECRET])


@pytest.mark.parametrize(
    ("trouble", "code", "says"),
    [
        (UnpinchError("row 3 is wrong.\nMend it."), 1, "row 3 is wrong. Mend it."),
        (FileNotFoundError(2, "No such file or directory", "data.csv"), 1, "data.csv: No such file or directory"),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_known_trouble_is_one_line(monkeypatch, capsys, trouble, code, says):
    assert end_with(monkeypatch, trouble) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert printed.err.count("\n") == 1


def test_a_fault_of_ours_says_where_and_never_what_was_typed(monkeypatch, capsys):
    assert end_with(monkeypatch, KeyError(SECRET)) == 1
    complaint = capsys.readouterr().err
    assert "KeyError at test_ends.py" in complaint
    assert SECRET not in complaint
    assert complaint.count("\n") == 1


def test_wrong_arguments_end_with_two(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["understand", "--lang", "fr", "text"])
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_neither_text_nor_file_are_wrong_arguments(capsys):
    assert cli.main(["understand"]) == 2
    assert "TEXT" in capsys.readouterr().err
