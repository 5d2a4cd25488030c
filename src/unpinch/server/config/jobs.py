"""
The process that does what can wait: `python -m unpinch.server.config.jobs`.

`unpinch serve` starts one beside the server, starts it again when it dies, and stops it with itself. A server that is
run in another way starts this beside it. Any number may run: each task and each letter is taken by one of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

# So long after a start it is not started again: one that cannot run must not use up the machine.
RESTART_SECONDS = 5.0
# A letter that is being handed over is finished; then nothing is waited for any longer.
STOP_SECONDS = 15.0


class JobsProcess:
    """The process as its server sees it."""

    def __init__(self, *, server_pid: int) -> None:
        self._command = [sys.executable, "-m", __name__, "--server", str(server_pid)]
        self._running: subprocess.Popen[bytes] | None = None
        self._started_at = -RESTART_SECONDS

    def keep_running(self) -> None:
        """Start it where it does not run; to be called every second or so."""
        if self._running is not None and self._running.poll() is None:
            return
        if time.monotonic() - self._started_at >= RESTART_SECONDS:
            self._started_at = time.monotonic()
            # A program of this package, with no word of anybody else in its arguments.
            self._running = subprocess.Popen(self._command)  # noqa: S603 (see the line above)

    def stop(self) -> None:
        """Stop it, at the latest after a while."""
        if self._running is None or self._running.poll() is not None:
            return
        self._running.terminate()
        try:
            self._running.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()


def main() -> None:
    """Set up the site and work until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", type=int, default=None, help="end when the process with this id is gone")
    server_pid = parser.parse_args().server
    from .prepare import set_up_django  # noqa: PLC0415 (the server that only starts this process needs none of it)

    set_up_django()
    from .worker import work  # noqa: PLC0415 (its models are there once Django is set up)

    work(server_pid=server_pid)


if __name__ == "__main__":
    main()
