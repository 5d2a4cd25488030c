"""The server behind `unpinch serve`: Gunicorn inside this process, nothing else to install or start."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from .environment import Environment, read_environment
from .jobs import JobsProcess
from .prepare import prepare, refuse_taken_port

# Method, path without its query, status, milliseconds. No address of the visitor, no query, no referrer.
ACCESS_LOG_FORMAT = "%(m)s %(U)s %(s)s %(M)sms"
# A worker that is silent for this long is started anew. Pages take milliseconds; the first may load a large directory.
WORKER_TIMEOUT_SECONDS = 60
# Memory that looks like a folder, on Linux; Gunicorn makes a file there that nobody else can open.
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 (see the line above)


def say_address(address: str) -> None:
    """Tell the person at the terminal where the site is."""
    sys.stderr.write(f"Unpinch is at {address} (stop it with Ctrl-C)\n")
    sys.stderr.flush()


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    prepare_only: bool = False,
    workers: int | None = None,
    announce: Callable[[str], None] = say_address,
) -> None:
    """
    Prepare what is missing, print the address and serve the site until it is stopped.

    Parameters
    ----------
    host, port
        Where to listen. 127.0.0.1 can be reached from this machine alone.
    prepare_only
        Make everything ready (database, key, static files, directory) and come back without serving.
    workers
        How many server processes; None takes the setting `UNPINCH_WORKERS`.
    announce
        Called with the address once the site answers there.

    Raises
    ------
    BadSetting
        If a setting cannot be used.
    PortTaken, StateNotWritable, DatabaseUnreachable
        If the site cannot be started; one line that says what to do.
    """
    environment = read_environment()
    if not prepare_only:
        refuse_taken_port(host=host, port=port)
    prepare(environment=environment)
    if not prepare_only:
        options = _options(environment=environment, host=host, port=port, workers=workers)
        options["when_ready"] = lambda arbiter: announce(_address(arbiter))
        _Server(options, jobs=JobsProcess(server_pid=os.getpid()) if environment.jobs else None).run()


def _options(*, environment: Environment, host: str, port: int, workers: int | None) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers or environment.workers,
        "threads": environment.threads,
        "worker_class": "gthread",
        "timeout": WORKER_TIMEOUT_SECONDS,
        # Loaded once, then forked: the workers share the knowledge in memory as they share the directory on disk.
        "preload_app": True,
        # Heartbeats in memory, so that a slow disk does not get a healthy worker killed.
        "worker_tmp_dir": str(MEMORY_FOLDER) if MEMORY_FOLDER.is_dir() else None,
        "control_socket_disable": True,
        "access_log_format": ACCESS_LOG_FORMAT,
        "logconfig_dict": _logging(level=environment.log_level),
    }


def _logging(*, level: str) -> dict[str, Any]:
    handler = {"handlers": ["stderr"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"()": "unpinch.server.config.logs.PrivateFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its starting and stopping lines say nothing that the printed address does not.
            "gunicorn.error": {**handler, "level": "WARNING"},
            # It warns that Django answers HEAD with a body, which it then drops itself.
            "gunicorn.http.wsgi": {**handler, "level": "ERROR"},
            "gunicorn.access": {**handler, "level": level},
        },
    }


def _address(arbiter: Any) -> str:
    name = arbiter.LISTENERS[0].sock.getsockname()
    host = f"[{name[0]}]" if ":" in name[0] else name[0]
    return f"http://{host}:{name[1]}/"


class _ArbiterWithJobs(Arbiter):
    """Looks after the jobs as it looks after its workers: once a second, and when it stops."""

    def __init__(self, app: BaseApplication, *, jobs: JobsProcess) -> None:
        self._jobs = jobs
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        self._jobs.keep_running()

    def stop(self, graceful: bool = True) -> None:
        super().stop(graceful)
        self._jobs.stop()


class _Server(BaseApplication):
    def __init__(self, options: dict[str, Any], *, jobs: JobsProcess | None) -> None:
        self._options, self._jobs = options, jobs
        super().__init__()

    def run(self) -> None:
        if self._jobs is None:
            super().run()
        else:
            _ArbiterWithJobs(self, jobs=self._jobs).run()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        # Not at the top: loading these reads the settings, which `prepare` has made ready by now.
        from unpinch.server.web.warm_up import warm_up  # noqa: PLC0415 (see above)

        from .wsgi import application  # noqa: PLC0415 (see above)

        warm_up()
        return application
