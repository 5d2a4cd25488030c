"""Downloads from a server on this machine that breaks connections, ignores what it is asked, and changes its mind."""

import base64
import hashlib
import io
import json
import shutil
import threading
import zipfile

import pytest

from tests.integration.download_server import CONTENT, SIZE, page, serving, well
from unpinch.cli import _fetch, _patience

CHANGED = bytes(number * 11 % 241 for number in range(SIZE + 50_000))


def breaks_after(count):
    return lambda handler, state, *, body: well(handler, state, body=body, up_to=count)


def answers(status, **headers):
    return lambda handler, _state, *, body: handler.begin(status, 0, **headers)


def ignores_range(handler, state, *, body):
    handler.begin(200, len(state.content), ETag=state.etag)
    handler.wfile.write(state.content)


def changes_first(handler, state, *, body):
    state.content, state.etag = CHANGED, '"two"'
    well(handler, state, body=body)


def ignores_if_range(handler, state, *, body):
    """Answer the range asked for, though the file is another by now."""
    state.content, state.etag = CHANGED, '"two"'
    begin = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
    span = f"bytes {begin}-{len(CHANGED) - 1}/{len(CHANGED)}"
    handler.begin(206, len(CHANGED) - begin, ETag=state.etag, Content_Range=span)
    handler.wfile.write(CHANGED[begin:])


def another_range(handler, state, *, body):
    handler.begin(206, SIZE - 5, ETag=state.etag, Content_Range=f"bytes 5-{SIZE - 1}/{SIZE}")
    handler.wfile.write(CONTENT[5:])


def says_no_range(handler, state, *, body):
    handler.begin(206, SIZE - 100_000, ETag=state.etag)
    handler.wfile.write(CONTENT[100_000:])


def gives_a_little(handler, state, *, body):
    handler.begin(206, 10, ETag=state.etag, Content_Range=f"bytes 100000-100009/{SIZE}")
    handler.wfile.write(CONTENT[100_000:100_010])


def announces_too_much(handler, state, *, body):
    handler.begin(200, len(state.content) + 1000, ETag=state.etag)
    handler.wfile.write(state.content)


def says_no_length(handler, state, *, body):
    handler.begin(200, None, ETag=state.etag)
    handler.wfile.write(state.content)


@pytest.fixture
def server(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with serving() as state:
        yield state


@pytest.fixture
def waits():
    return []


@pytest.fixture
def get(server, tmp_path, waits):
    def get(**more):
        return _fetch.fetch(**{"out": tmp_path, "url": server.url, "sleep": waits.append, **more})

    return get


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def digest(content):
    return hashlib.sha256(content).hexdigest()


class TestAWholeFile:
    def test_it_gets_its_name_size_and_checksum(self, get, tmp_path, waits):
        fetched = get()
        assert fetched == _fetch.Fetched(tmp_path / "file.bin", SIZE, digest(CONTENT), fetched.url)
        assert fetched.path.read_bytes() == CONTENT
        assert names(tmp_path) == ["file.bin"]
        assert waits == []

    def test_it_is_not_downloaded_twice(self, get, server, capsys):
        get()
        get(sha256=digest(CONTENT))
        assert server.ranges == [None]
        assert "is there already" in capsys.readouterr().err

    def test_another_length_on_the_server_is_downloaded(self, get, server):
        get()
        server.content, server.etag = CHANGED, '"two"'
        assert get().sha256 == digest(CHANGED)

    def test_a_server_without_a_length_is_believed_when_it_ends_properly(self, get, server):
        server.behaviours = [says_no_length]
        assert get().size_bytes == SIZE

    def test_it_says_how_far_it_is(self, get, capsys):
        ticks = iter(range(0, 10_000, 3))
        get(clock=lambda: next(ticks))
        assert "MB/s" in capsys.readouterr().err


class TestBrokenConnections:
    def test_it_goes_on_where_it_broke(self, get, server, tmp_path, waits):
        server.behaviours = [breaks_after(100_000), breaks_after(50_000), breaks_after(1)]
        assert get().sha256 == digest(CONTENT)
        assert server.ranges == [None, "bytes=100000-", "bytes=150000-", "bytes=150001-"]
        assert waits == [1, 1, 1]
        assert names(tmp_path) == ["file.bin"]

    def test_a_later_run_goes_on_too(self, get, server, tmp_path):
        server.behaviours = [breaks_after(100_000)] + [answers(503)] * 99
        with pytest.raises(_patience.FetchFailed, match="goes on where it stopped"):
            get()
        assert names(tmp_path) == ["file.bin.part", "file.bin.part.json"]
        server.behaviours = []
        server.asked.clear()
        assert get().sha256 == digest(CONTENT)
        assert server.ranges == ["bytes=100000-"]

    def test_it_gives_up_after_tries_that_bring_nothing(self, get, server, waits):
        server.behaviours = [answers(500)] * 99
        with pytest.raises(_patience.FetchFailed, match="answered 500") as failed:
            get()
        assert "\n" not in str(failed.value)
        assert waits == [2, 4, 8, 16, 32]
        assert len(server.ranges) == _patience.TRIES_WITHOUT_PROGRESS

    def test_a_server_that_says_when_is_obeyed_within_reason(self, get, server, waits):
        server.behaviours = [
            answers(503, Retry_After="7"),
            answers(429, Retry_After="9999"),
            answers(503, Retry_After="soon"),
        ]
        get()
        assert waits == [7, 60, 8]

    def test_nobody_there_is_one_line(self, tmp_path, server, waits):
        with pytest.raises(_patience.FetchFailed, match="cannot be reached"):
            _fetch.fetch(out=tmp_path, url="http://127.0.0.1:9/file.bin", sleep=waits.append)
        assert names(tmp_path) == []

    def test_a_part_that_is_whole_only_needs_its_name(self, get, server, tmp_path):
        (tmp_path / "file.bin.part").write_bytes(CONTENT)
        (tmp_path / "file.bin.part.json").write_text(json.dumps({"url": server.url, "size_bytes": SIZE}))
        assert get().sha256 == digest(CONTENT)
        assert server.asked == []
        assert names(tmp_path) == ["file.bin"]

    def test_a_server_that_goes_silent_is_asked_again(self, get, server, monkeypatch, capsys):
        monkeypatch.setattr(_fetch, "_TIMEOUT_SECONDS", 0.1)
        done = threading.Event()
        server.behaviours = [lambda _handler, _state, *, body: done.wait(5)]
        assert get().sha256 == digest(CONTENT)
        done.set()
        assert "went silent" in capsys.readouterr().err

    def test_an_earlier_file_stays_where_the_server_is_gone(self, get, server, tmp_path, waits):
        (tmp_path / "file.bin").write_bytes(b"earlier")
        with pytest.raises(_patience.FetchFailed):
            get(url="http://127.0.0.1:9/file.bin")
        assert (tmp_path / "file.bin").read_bytes() == b"earlier"


class TestServersThatDoNotDoAsAsked:
    def test_one_that_ignores_ranges_starts_over(self, get, server):
        server.behaviours = [breaks_after(100_000), ignores_range]
        assert get().sha256 == digest(CONTENT)

    def test_a_file_that_changed_meanwhile_starts_over(self, get, server):
        server.behaviours = [breaks_after(100_000), changes_first]
        fetched = get()
        assert (fetched.size_bytes, fetched.sha256) == (len(CHANGED), digest(CHANGED))

    def test_a_change_that_the_server_hides_is_noticed(self, get, server):
        server.behaviours = [breaks_after(100_000), ignores_if_range]
        assert get().sha256 == digest(CHANGED)

    def test_another_range_than_asked_starts_over(self, get, server):
        server.behaviours = [breaks_after(100_000), another_range]
        assert get().sha256 == digest(CONTENT)

    def test_a_range_that_does_not_say_which_starts_over(self, get, server):
        server.behaviours = [breaks_after(100_000), says_no_range]
        assert get().sha256 == digest(CONTENT)

    def test_less_than_asked_is_asked_for_again(self, get, server):
        server.behaviours = [breaks_after(100_000), gives_a_little]
        assert get().sha256 == digest(CONTENT)
        assert server.ranges == [None, "bytes=100000-", "bytes=100010-"]

    def test_a_weak_tag_is_not_trusted_but_a_date_is(self, get, server):
        server.etag = 'W/"one"'
        server.behaviours = [breaks_after(100_000)]
        assert get().sha256 == digest(CONTENT)
        assert server.ranges == [None, None]

    def test_a_length_that_is_too_long_is_an_error_in_the_end(self, get, server, tmp_path):
        server.behaviours = [announces_too_much] * 99
        with pytest.raises(_patience.FetchFailed):
            get()
        assert "file.bin" not in names(tmp_path)

    def test_no_more_to_send_starts_over(self, get, server):
        server.behaviours = [announces_too_much]
        assert get().sha256 == digest(CONTENT)

    @pytest.mark.parametrize("status", [403, 404, 410])
    def test_what_is_not_there_is_not_asked_for_again(self, get, server, tmp_path, waits, status):
        server.behaviours = [answers(status)] * 9
        with pytest.raises(_patience.NotThere, match=f"answered {status}"):
            get()
        assert waits == []
        assert names(tmp_path) == []

    def test_a_web_page_is_not_the_file(self, get, server, tmp_path):
        server.headers = {"Content-Type": "text/html; charset=utf-8"}
        with pytest.raises(_patience.WrongContent, match="a web page"):
            get()
        assert names(tmp_path) == []


class TestChecks:
    def test_a_checksum_that_fits_is_accepted_in_any_case(self, get):
        assert get(sha256=digest(CONTENT).upper()).size_bytes == SIZE

    def test_a_checksum_that_differs_throws_the_file_away(self, get, tmp_path):
        with pytest.raises(_patience.WrongContent, match="0000"):
            get(sha256="0" * 64)
        assert names(tmp_path) == []

    @pytest.mark.parametrize(
        "header", [("Repr-Digest", "sha-256=:{}:"), ("Digest", "md5=x,SHA-256={}")], ids=["new", "old"]
    )
    def test_a_published_checksum_is_checked(self, get, server, tmp_path, header):
        name, form = header
        right = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
        wrong = base64.b64encode(hashlib.sha256(CHANGED).digest()).decode()
        server.headers = {name: form.format(wrong)}
        with pytest.raises(_patience.WrongContent, match="published"):
            get()
        assert names(tmp_path) == []
        server.headers = {name: form.format(right)}
        assert get().sha256 == digest(CONTENT)

    def test_a_zip_must_be_one(self, get, server, tmp_path):
        address = server.url.replace("file.bin", "file.zip")
        with pytest.raises(_patience.WrongContent, match="no zip"):
            get(url=address)
        assert names(tmp_path) == []
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as bundle:
            bundle.writestr("npidata_pfile_1.csv", "x")
        server.content = packed.getvalue()
        assert get(url=address).path.name == "file.zip"

    def test_a_disk_without_room_is_said_before_anything_is_written(self, get, server, tmp_path, monkeypatch):
        room = SIZE + _fetch._SPARE_BYTES
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=room - 1))
        with pytest.raises(_patience.NoRoom, match="MB are needed"):
            get()
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=room))
        assert get().size_bytes == SIZE

    def test_a_folder_that_cannot_be_made_is_one_line(self, get, tmp_path):
        (tmp_path / "file").write_text("mine")
        with pytest.raises(_patience.NoRoom, match="cannot be written"):
            get(out=tmp_path / "file" / "folder")

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://example.org/a.zip", "a.zip", "https://example.org/", "http:///a"]
    )
    def test_only_files_on_the_web_are_fetched(self, tmp_path, url):
        with pytest.raises(_patience.NotThere, match="not the address of a file"):
            _fetch.fetch(out=tmp_path, url=url)

    def test_notes_that_cannot_be_read_start_over(self, get, server, tmp_path):
        for notes in ("", "[]", json.dumps({"url": "http://elsewhere/file.bin", "etag": '"one"'}), '{"other": 1}'):
            (tmp_path / "file.bin.part").write_bytes(b"old" * 1000)
            (tmp_path / "file.bin.part.json").write_text(notes)
            assert get().sha256 == digest(CONTENT)
            (tmp_path / "file.bin").unlink()

    def test_two_at_once_do_not_mix(self, get, server):
        def starts_another(handler, state, *, body):
            with pytest.raises(_patience.FetchFailed, match="another download"):
                get()
            well(handler, state, body=body)

        server.behaviours = [starts_another]
        assert get().sha256 == digest(CONTENT)


class TestTheNewestFile:
    PAGE = """
      <a href="./NPPES_Data_Dissemination_111026_111626_Weekly_V2.zip">weekly</a>
      <a href="./NPPES_Data_Dissemination_October_2026_V2.zip">October</a>
      <a href='NPPES_Data_Dissemination_November_2026.zip'>November, version 1</a>
      <a class="x" HREF = "/nppes/NPPES_Data_Dissemination_November_2026_V2.zip">November</a>
      <a href="./NPPES_Data_Dissemination_December_2025_V2.zip">an old one</a>
      <a href="./NPPES_Deactivated_NPI_Report_111026_V2.zip">deactivated</a>
    """

    def look_up(self, server, tmp_path, text, waits):
        server.behaviours = [page(text)]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as bundle:
            bundle.writestr("npidata_pfile_1.csv", "x")
        server.content = packed.getvalue()
        listing = server.url.replace("file.bin", "NPI_Files.html")
        return _fetch.fetch(out=tmp_path, page=listing, sleep=waits.append)

    def test_it_is_found_on_the_page(self, server, tmp_path, waits):
        fetched = self.look_up(server, tmp_path, self.PAGE, waits)
        assert fetched.path.name == "NPPES_Data_Dissemination_November_2026_V2.zip"
        assert fetched.url == server.url.replace("file.bin", fetched.path.name)

    def test_a_page_without_one_says_what_to_do(self, server, tmp_path, waits):
        with pytest.raises(_patience.NotThere, match="--url"):
            self.look_up(server, tmp_path, "<p>Moved. NPPES_Data_Dissemination_Nonsense_2026.zip</p>", waits)

    def test_a_page_that_cannot_be_reached_is_one_line(self, server, tmp_path, waits):
        server.behaviours = [answers(500)] * 9
        with pytest.raises(_patience.FetchFailed, match="answered 500"):
            _fetch.fetch(out=tmp_path, page=server.url, sleep=waits.append)
        with pytest.raises(_patience.FetchFailed, match="cannot be reached"):
            _fetch.fetch(out=tmp_path, page="http://127.0.0.1:9/x.html", sleep=waits.append)
