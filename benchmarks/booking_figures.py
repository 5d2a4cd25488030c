"""
Measure booking, and write docs/performance/booking.md: `python -m benchmarks.booking_figures [--without-races]`.

Takes up to half an hour with the races of 32 processes; both databases are made new in a temporary folder.
"""

import json
import os
import platform
import random  # noqa: TID251  # a benchmark throws its own dice, with a seed
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

import httpx

from benchmarks.bench_slots import month_of
from tests.concurrency.site_under_load import PROJECT, ask_world, book_all, free_port, serving, settings_of
from unpinch.server.config.prepare import build_demonstration

PAGE = PROJECT / "docs" / "performance" / "booking.md"
RACE = (32, 10_000, 100)
PEOPLE, SECONDS = 8, 20
DATABASES = ("SQLite", "PostgreSQL")
CLINICIANS = (50, 100, 200, 300, 400, 500)


@contextmanager
def postgresql():
    """Run a PostgreSQL from a package; give a function that makes a database and gives its address."""
    folder = Path(tempfile.mkdtemp(prefix="unpinch-figures-"))
    folder.chmod(0o755)
    (folder / "runtime").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
    # It asks for the folder named above when it is imported.
    import pgserver  # noqa: PLC0415  # see above

    server = pgserver.get_server(folder / "data")

    def made(name):
        server.psql(f"CREATE DATABASE {name};")
        return f"postgresql://postgres@/{name}?host={server.pgdata}"

    yield made
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def load():
    return f"{os.getloadavg()[0]:.1f}"


def races(folder, new_database):
    """Race on both databases, without the guard and with it; give a row each."""
    for database in DATABASES:
        for guard in (False, True):
            name = f"race_{database.lower()}_{guard}".lower()
            address = new_database(name) if database == "PostgreSQL" else ""
            settings = settings_of(folder / name, directory=folder, database=address)
            (folder / name).mkdir()
            begin, before = time.perf_counter(), load()
            command = [sys.executable, "-m", "tests.concurrency.race", *map(str, RACE)]
            command += [] if guard else ["--without-guard"]
            done = subprocess.run(command, env=settings, cwd=PROJECT, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(done.stderr[-3000:])
            found = json.loads(done.stdout)
            print(database, guard, found, f"{time.perf_counter() - begin:.0f} s", flush=True)
            yield database, guard, found, time.perf_counter() - begin, before


def race_rows(found):
    for database, guard, said, seconds, before in found:
        told = ", ".join(f"{count:,} {answer}" for answer, count in sorted(said["told"].items()))
        twice = said["confirmed"] - said["times"]
        cells = (database, "yes" if guard else "no", told, said["confirmed"], said["times"], twice, said["held"])
        yield f"| {' | '.join(map(str, cells))} | {seconds:.0f} s | {before} |"


def requests(folder, new_database):
    """Have people book over HTTP, on both databases; give a row each."""
    build_demonstration(out=folder / "directory", count=200, built_at=datetime(2026, 11, 1, tzinfo=UTC))
    for database in DATABASES:
        address = new_database("requests") if database == "PostgreSQL" else ""
        settings = settings_of(folder / f"site_{database}", directory=folder / "directory", database=address)
        settings |= {"UNPINCH_EMAIL_URL": "smtp://127.0.0.1:9/?from=unpinch@example.org"}
        port = free_port()
        with serving(settings, port=port):
            world = ask_world(settings, "make", PEOPLE)
            simplest = simplest_requests(port)
            before, stop, begin = load(), threading.Event(), time.perf_counter()
            end = threading.Timer(SECONDS, stop.set)
            end.start()
            told = book_all(world, port=port, stop=stop)
            seconds = time.perf_counter() - begin
            end.cancel()
        print(database, dict(told.answers), f"{seconds:.1f} s", simplest, flush=True)
        yield database, told, seconds, simplest, before


def simplest_requests(port):
    """Give how many requests a second the server answers that does nothing, to as many people."""
    counts = [0] * PEOPLE

    def ask(number):
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as browser:
            until = time.perf_counter() + 5
            while time.perf_counter() < until:
                browser.get("/health/live")
                counts[number] += 1

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(PEOPLE)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return sum(counts) / 5


def request_rows(found):
    for database, told, seconds, simplest, before in found:
        assert set(told.answers) == {"booked"}, told.answers
        times = [1000 * each for each in told.seconds]
        rate = 2 * len(told.booked) / seconds
        yield (
            f"| {database} | {len(told.booked):,} | {len(told.booked) / seconds:.0f} | {rate:.0f} | {simplest:.0f} "
            f"| {median(times):.0f} ms | {quantiles(times, n=100)[98]:.0f} ms | {before} |"
        )


def slot_rows():
    dice = random.Random(7)
    month_of(5, dice)
    first = None
    for clinicians in CLINICIANS:
        seconds, found = min((month_of(clinicians, dice) for _ in range(3)), key=lambda timed: timed[0])
        first = first or seconds
        yield f"| {clinicians} | {sum(map(len, found)):,} | {1e3 * seconds:.0f} ms | {seconds / first:.1f} |"


HEAD = """# How fast booking is, and that it happens once

Measured by `python -m benchmarks.booking_figures`, which wrote this page. Python {python}, {cores} cores that other
work shared; the load when a step began stands beside it. Compare what stands in one table, the ratios more than the
milliseconds.

"""
REQUESTS = """## Booking requests a second

{people} people book at the real server (2 processes, 4 threads each) over HTTP for {seconds} seconds, each time by two
requests: hold, and confirm. Nobody wants another's time, so that each must be booked; the jobs run beside it. The
simplest request is one to `/health/live` by as many people, which asks no database: the most this server can do here.

| database | booked | bookings a second | requests a second | simplest requests a second | median | 99th of 100 | load |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
SLOTS = """## A month of slots

Free visits of 45 minutes on a grid of 15, over 31 days, with 80 visits taken from each clinician and from each of three
rooms; the aim is 100 ms for 50 clinicians. Processor time, the best of three.

| clinicians | slots | time | times 50 clinicians |
| --- | --- | --- | --- |
"""
RACES = """## One time, many who want it

{processes} processes make {attempts:,} attempts to hold and confirm one of {slots} times, chosen by dice. Without the
guard (the database's constraints taken away) times are booked twice; with it each is booked once, and everybody else is
told that it was taken.

| database | guard | what people were told | confirmed | times | booked twice | holds left | took | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
ROW_END = "\n"


def main():
    with tempfile.TemporaryDirectory() as name, postgresql() as new_database:
        folder = Path(name)
        slots = list(slot_rows())
        asked = list(request_rows(requests(folder, new_database)))
        raced = [] if "--without-races" in sys.argv else list(race_rows(races(folder, new_database)))
    cores = os.cpu_count()
    words = HEAD.format(python=platform.python_version(), cores=cores)
    words += REQUESTS.format(people=PEOPLE, seconds=SECONDS) + ROW_END.join(asked) + "\n\n"
    words += SLOTS + ROW_END.join(slots) + "\n\n"
    words += RACES.format(processes=RACE[0], attempts=RACE[1], slots=RACE[2]) + ROW_END.join(raced) + "\n"
    PAGE.write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
