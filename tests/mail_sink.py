"""A mail server on this machine that takes every mail and keeps it, for tests of what the site sends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailSink:
    """Keeps mails; `mails` are what was handed over, as text. With `refuses` every recipient is turned away."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.mails: list[str] = []
        self.port = _free_port()
        self._refuses = refuses

    def received(self) -> list[EmailMessage]:
        """Give the mails as their readers see them."""
        return [message_from_string(mail, policy=policy.default) for mail in self.mails]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:
        """Answer a recipient."""
        if self._refuses:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take a mail."""
        self.mails.append(envelope.content.decode())
        return "250 taken"


@contextmanager
def mail_sink(*, refuses: bool = False) -> Iterator[MailSink]:
    """Run a mail server until the block ends."""
    sink = MailSink(refuses=refuses)
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
