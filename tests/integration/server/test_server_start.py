"""Starting the server: what a first start makes, what it refuses in one line, what its log keeps to itself."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from unpinch.server.config import prepare
from unpinch.server.config.environment import BadSetting, read_environment

START_SECONDS = 60


def _environment(tmp_path, **more):
    return read_environment(environ={"UNPINCH_STATE": str(tmp_path / "state"), **more})


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    environment = _environment(tmp_path)
    prepare.make_state_folder(environment=environment)
    prepare.make_secret_key(environment=environment)
    first = environment.secret_key_file.read_text()
    prepare.make_secret_key(environment=environment)
    assert environment.secret_key_file.read_text() == first
    assert len(first) > 50
    assert stat.S_IMODE(environment.secret_key_file.stat().st_mode) == 0o600


def test_a_key_that_is_set_is_not_written(tmp_path):
    environment = _environment(tmp_path, UNPINCH_SECRET_KEY="given")
    prepare.make_state_folder(environment=environment)
    prepare.make_secret_key(environment=environment)
    assert not environment.secret_key_file.exists()


def test_a_state_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "state").write_text("a file, not a folder")
    with pytest.raises(prepare.StateNotWritable) as refused:
        prepare.make_state_folder(environment=_environment(tmp_path))
    assert "UNPINCH_STATE" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_taken_port_is_one_clear_line():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(prepare.PortTaken, match="--port"):
            prepare.refuse_taken_port(host="127.0.0.1", port=port)


def test_a_port_that_is_free_is_left_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    prepare.refuse_taken_port(host="127.0.0.1", port=port)


def test_postgresql_without_its_driver_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    environment = _environment(tmp_path, UNPINCH_DATABASE_URL="postgresql://anna:hidden@db/unpinch")
    with pytest.raises(BadSetting, match=r"psycopg\[binary\]") as refused:
        prepare.prepare(environment=environment)
    assert "hidden" not in str(refused.value)


def test_a_directory_that_was_named_and_is_missing_does_not_become_a_demonstration(tmp_path):
    environment = _environment(tmp_path, UNPINCH_DIRECTORY=str(tmp_path / "mistyped"))
    with pytest.raises(prepare.DirectoryMissing, match="UNPINCH_DIRECTORY"):
        prepare.make_demonstration_directory(environment=environment)
    assert not (tmp_path / "mistyped").exists()


@pytest.fixture
def served(tmp_path, demonstration):
    """Serve the site in a process of its own; give its address and its log."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNPINCH_", "DJANGO_"))}
    environment |= {"UNPINCH_STATE": str(tmp_path / "state"), "UNPINCH_DIRECTORY": str(demonstration)}
    command = f"from unpinch.server import serve; serve(port={port}, workers=2)"
    log = tmp_path / "log"
    with log.open("wb") as lines:
        server = subprocess.Popen([sys.executable, "-c", command], env=environment, stdout=lines, stderr=lines)
        try:
            yield f"http://127.0.0.1:{port}", log, server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)


def _answer(address):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


def test_the_real_server_prints_its_address_and_logs_paths_without_what_was_asked(served):
    address, log, server = served
    assert '"ok"' in _answer(f"{address}/health/ready")
    assert stat.S_IMODE((log.parent / "state" / "unpinch.sqlite3").stat().st_mode) == 0o600
    assert "clinician" in _answer(f"{address}/find/?near=06105&within=100&name=Zebrafinch")
    assert "There is no such page" in _answer(f"{address}/nowhere/?text=mylefthurts")
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=20)
    lines = log.read_text()
    assert f"Unpinch is at {address}/" in lines
    assert "GET /find/ 200" in lines
    assert "Zebrafinch" not in lines
    assert "mylefthurts" not in lines
    assert "Traceback" not in lines
    assert "Warning" not in lines


def _jobs_of(server):
    """Give the process for jobs that a server runs beside itself."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        for status in Path("/proc").glob("[0-9]*/status"):
            with contextlib.suppress(OSError):
                of_server = f"PPid:\t{server.pid}\n" in status.read_text()
                if of_server and b"config.jobs" in status.with_name("cmdline").read_bytes():
                    return int(status.parent.name)
        time.sleep(0.1)
    pytest.fail("no process for jobs")


def _is_gone(pid):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            # One that has ended and that nobody has asked about yet is gone too.
            if "State:\tZ" in Path(f"/proc/{pid}/status").read_text():
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks for processes where Linux lists them")
def test_the_jobs_start_with_the_server_again_when_they_die_and_end_with_it(served):
    address, log, server = served
    _answer(f"{address}/health/ready")
    first = _jobs_of(server)
    os.kill(first, signal.SIGKILL)
    assert _is_gone(first)
    second = _jobs_of(server)
    # The server itself is killed and can tell nobody.
    server.kill()
    server.wait(timeout=20)
    assert _is_gone(second)
    assert "Traceback" not in log.read_text()
