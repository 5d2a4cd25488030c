"""
Run builds and updates of a directory in processes of their own, and kill them: for the tests of faults.

Started as a program; takes one job a line as JSON and gives one answer a line. Each job runs in a fork, so that the
libraries are loaded once. A job is killed at its n-th touch of the file system (`kill_at_step`), just before it, or
after some seconds (`kill_after`); both as `kill -9` does.
"""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

# What Python says it is about to do to the file system. Reading is not among it.
_TOUCHES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree", "fcntl.flock", "os.link", "os.symlink"}


class Jobs:
    """The program below, running; a context."""

    def __enter__(self):
        self._running = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._running.stdin
        assert self._running.stdout
        self._asks, self._answers = self._running.stdin, self._running.stdout
        return self

    def __exit__(self, *_what):
        self._asks.close()
        self._answers.close()
        self._running.wait()

    def run(self, **job):
        """Give what became of a job: `killed`, how many `steps` it had (where it was not), and its `seconds`."""
        self._asks.write(json.dumps(job, default=str).encode() + b"\n")
        self._asks.flush()
        return json.loads(self._answers.readline())


def _work(job):
    from unpinch import directory  # only the program has loaded it

    built_at = datetime.fromisoformat(job["built_at"])
    if job["what"] == "build":
        directory.build(nppes=Path(job["nppes"]), out=Path(job["out"]), built_at=built_at)
    else:
        directory.update(path=Path(job["out"]), nppes=Path(job["nppes"]), updated_at=built_at)


def _count_steps(kill_at_step):
    """Count what is done to the file system from now on; die at one of them."""
    steps = [0]

    def about_to(event, arguments):
        if event in _TOUCHES or (event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
            steps[0] += 1
            if steps[0] == kill_at_step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(about_to)
    return steps


def _in_a_fork(job):
    reading, writing = os.pipe()
    began_at = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            steps = _count_steps(job.get("kill_at_step"))
            _work(job)
            os.write(writing, str(steps[0]).encode())
        except BaseException as wrong:  # whatever it is, it is told
            os.write(writing, repr(wrong).encode())
        os._exit(0)
    os.close(writing)
    if "kill_after" in job:
        time.sleep(job["kill_after"])
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    told = os.read(reading, 10_000).decode()
    os.close(reading)
    return {
        "killed": os.WIFSIGNALED(status),
        "steps": int(told) if told.isdigit() else None,
        "error": None if told.isdigit() else told,
        "seconds": time.monotonic() - began_at,
    }


def _main():
    from unpinch.directory import _build, _update, _zips  # only the program loads it

    assert _build, _update
    _zips.zip_table()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_in_a_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
