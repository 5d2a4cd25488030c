"""What is kept of the lexicon is the lexicon, and never an older or a damaged one."""

import sys

import pytest

from unpinch.language import _lexicon
from unpinch.language._kept import Kept


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let byte code, and what is kept beside it, go to a folder of the test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path


def kept_of(folder, *contents, name="words"):
    sources = []
    for number, content in enumerate(contents):
        sources.append(folder / f"source-{number}")
        sources[-1].write_text(content)
    return Kept(name=name, beside=str(folder / "module.py"), sources=sources)


def files_kept(folder):
    return [path for path in (folder / "kept").rglob("*") if path.is_file()]


def test_what_was_kept_comes_back(folder):
    kept_of(folder, "a", "b").save({"numb": [1, 2.5, True, "añó"]})
    assert kept_of(folder, "a", "b").load() == {"numb": [1, 2.5, True, "añó"]}


@pytest.mark.parametrize("changed", [("a", "c"), ("ab", ""), ("", "ab"), ("a",), ("a", "b", "")])
def test_a_changed_source_is_another_content_and_takes_its_place(folder, changed):
    kept_of(folder, "a", "b").save("old")
    assert kept_of(folder, *changed).load() is None
    kept_of(folder, *changed).save("new")
    assert kept_of(folder, *changed).load() == "new"
    assert len(files_kept(folder)) == 1


def test_another_name_is_left_alone(folder):
    kept_of(folder, "a", name="one").save(1)
    kept_of(folder, "a", name="two").save(2)
    assert [kept_of(folder, "a", name=name).load() for name in ("one", "two")] == [1, 2]


@pytest.mark.parametrize("harm", [lambda raw: raw[:-3], lambda raw: raw.replace(b"numb", b"dumb"), lambda raw: b""])
def test_a_damaged_file_was_not_kept(folder, harm):
    kept_of(folder, "a").save({"numb": 1})
    [path] = files_kept(folder)
    path.write_bytes(harm(path.read_bytes()))
    assert kept_of(folder, "a").load() is None


def test_a_folder_that_cannot_be_written_is_no_fault(folder):
    (folder / "kept").write_text("a file where the folder should be")
    kept_of(folder, "a").save(1)
    assert kept_of(folder, "a").load() is None


def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch):
    def full(path, content):
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    kept_of(folder, "a").save(1)
    assert files_kept(folder) == []


def test_the_lexicon_as_kept_is_the_lexicon_as_made(folder):
    made_tables, made, made_sounds = _lexicon._worked_out()
    tables, book, sounds = _lexicon._worked_out()
    assert sounds == made_sounds
    assert len(files_kept(folder)) == 1
    assert tables == made_tables == {name: _lexicon.read(name) for name in tables}
    assert book.index == made.index
    # Pieces are the same objects wherever they are written the same.
    assert list(book.phrases) == list(made.phrases)
    assert (book.skip, book.barriers) == (made.skip, made.barriers)
