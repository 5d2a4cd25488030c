"""The real server with a database of its own, and people who book at it over HTTP; for a test and for the figures."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[2]
START_SECONDS = 120
BOOKED, TAKEN = "booked", "taken"


@dataclass
class Told:
    """What people were answered: how often each answer, the keys that were told to be booked, seconds of each try."""

    answers: Counter[str] = field(default_factory=Counter)
    booked: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def settings_of(state, *, directory, database="", mail_port=0):
    """Give the environment of a site of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNPINCH_", "DJANGO_"))}
    environment |= {
        "UNPINCH_STATE": str(state),
        "UNPINCH_DIRECTORY": str(directory),
        "UNPINCH_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "unpinch.server.config.settings",
    }
    if database:
        environment["UNPINCH_DATABASE_URL"] = database
    if mail_port:
        environment["UNPINCH_EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}/?from=unpinch@example.org"
    return environment


def ask_world(settings, *words):
    """Make the people and the desk, or read what became of them."""
    command = [sys.executable, "-m", "tests.concurrency.load_world", *map(str, words)]
    done = subprocess.run(command, env=settings, cwd=PROJECT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@contextmanager
def serving(settings, *, port, workers=2):
    """Serve the site; `kill` of what is given ends all of its processes at once, as a machine that loses its power."""
    command = f"from unpinch.server import serve; serve(port={port}, workers={workers})"
    log = Path(settings["UNPINCH_STATE"]).with_suffix(".log")
    with log.open("ab") as lines:
        server = subprocess.Popen(
            [sys.executable, "-c", command],
            env=settings,
            cwd=PROJECT,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    try:
        _wait_until_ready(port, server, log=log)
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=40)


@contextmanager
def jobs_alone(settings):
    """Run the jobs of a site that is not served."""
    command = [sys.executable, "-m", "unpinch.server.config.jobs"]
    running = subprocess.Popen(command, env=settings, cwd=PROJECT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(timeout=40)


def kill(server):
    """Kill the server, its workers and its jobs, with no chance to finish anything."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(port, server, *, log):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text()[-2000:])


def book_all(world, *, port, stop=None):
    """Have everybody book one time after the other, each their own share; give what they were told."""
    told, lock = Told(), threading.Lock()
    people = [
        threading.Thread(
            target=_book,
            args=(session, world["starts"][number :: len(world["sessions"])]),
            kwargs={"world": world, "port": port, "told": told, "lock": lock, "stop": stop},
        )
        for number, session in enumerate(world["sessions"])
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return told


def _book(session, starts, *, world, port, told, lock, stop):
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", cookies={"unpinch_session": session}, timeout=30) as browser:
        try:
            browser.get(f"/book/{world['npi']}/")
            browser.headers["X-CSRFToken"] = browser.cookies["unpinch_csrf"]
            for at in starts:
                if stop is not None and stop.is_set():
                    return
                begin = time.perf_counter()
                answer, key = _try(browser, world, at)
                with lock:
                    told.answers[answer] += 1
                    told.seconds.append(time.perf_counter() - begin)
                    told.booked += [key] if answer == BOOKED else []
        except (httpx.HTTPError, KeyError):
            # The server was killed: this person was told nothing.
            with lock:
                told.answers["no answer"] += 1


def _try(browser, world, at):
    """Hold a time and confirm it, as a person does in two requests."""
    sent = {"visit": world["visit"], "page": str(uuid.uuid4()), "zone": "UTC", "at": at}
    held = browser.post(f"/book/{world['npi']}/hold/", data=sent)
    if held.status_code != 302:
        return TAKEN if held.status_code == 409 else f"hold {held.status_code}", ""
    address = held.headers["Location"]
    confirmed = browser.post(f"{address}confirm/", data={"note": ""})
    if confirmed.status_code != 302:
        return f"confirm {confirmed.status_code}", ""
    return BOOKED, address.strip("/").rpartition("/")[2]
