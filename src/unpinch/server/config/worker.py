"""The loop of the jobs: tasks as they come, and what is due every half minute."""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from datetime import datetime, timedelta
from types import FrameType

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# Somebody who waits for a code in a mail does not notice half a second.
POLL_SECONDS = 0.5
TICK_SECONDS = 30.0
# No task takes this long. What still counts as running was lost with its process, and can be done again: every task
# leaves behind what it has done, and does nothing a second time.
TASK_AT_MOST = timedelta(minutes=15)
# What became of a task interests nobody after that; its faults are in the log.
TASKS_KEPT = timedelta(days=7)


# Who has taken a task, for who looks for tasks of the dead.
_MACHINE = socket.gethostname()[:50]
_NAME = f"{_MACHINE}:{os.getpid()}"


class Jobs(Worker):
    """Does tasks until there is none, looks what is due, and rests."""

    def __init__(self, *, server_pid: int | None) -> None:
        super().__init__(
            queue_names=["*"],
            interval=POLL_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=_NAME,
            excluded_queue_names=[],
        )
        self._server_pid = server_pid

    def shutdown(self, _signum: int, _frame: FrameType | None) -> None:
        """End after the task in hand, without a word: it is how a server stops."""
        self.running = False
        if not self.running_task:
            sys.exit(0)

    def work(self) -> None:
        """Go on until stopped, or until the server is gone."""
        ticked_at = -TICK_SECONDS
        while self.running and self._server_is_there():
            close_old_connections()
            if time.monotonic() - ticked_at >= TICK_SECONDS:
                ticked_at = time.monotonic()
                tick_all(now=timezone.now())
            # Looked up first: taking a task locks SQLite against writers, and mostly there is none to take.
            if DBTaskResult.objects.ready().exists():
                self.run()
            elif self.running:
                time.sleep(POLL_SECONDS)

    def _server_is_there(self) -> bool:
        return self._server_pid is None or os.getppid() == self._server_pid


def tick_all(*, now: datetime) -> None:
    """Do all that is due. What fails is logged, and does not keep the rest from being done."""
    for name in ("unpinch.server.config.worker.tidy_tasks", *settings.TICKS):
        try:
            import_string(name)(now)
        except OperationalError:
            # The database is away: whoever watches over this process starts a new one.
            raise
        except Exception:
            logger.exception("What is due in %s failed.", name)


def tidy_tasks(now: datetime) -> None:
    """Give back tasks whose process was killed, and forget those that are long done."""
    running = DBTaskResult.objects.running()
    for task in running.order_by("started_at", "pk"):
        if task.started_at < now - TASK_AT_MOST or _is_of_the_dead(task):
            logger.warning("Task %s was lost with its process and is done again.", task.pk)
            running.filter(pk=task.pk, started_at=task.started_at).update(status="READY")
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT).delete()


def _is_of_the_dead(task: DBTaskResult) -> bool:
    """Say whether a task was taken by a process of this machine that is gone; of other machines nothing is known."""
    machine, _, number = (task.worker_ids or [""])[-1].rpartition(":")
    if machine != _MACHINE or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    # Of our own number, and not of our doing: from before this process was there.
    return int(number) == os.getpid()


def work(*, server_pid: int | None) -> None:
    """Work until stopped."""
    jobs = Jobs(server_pid=server_pid)
    jobs.configure_signals()
    jobs.work()
