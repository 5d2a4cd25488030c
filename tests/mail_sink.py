"""A mail server on this machine that takes every mail and keeps it, for tests of what the site sends."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailSink(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as handing over a mail needs. `mails` are what was handed over, as text."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, refuses: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[str] = []
        self.refuses = refuses

    @property
    def port(self) -> int:
        """Give the port it listens on."""
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailSink

    def handle(self) -> None:
        self._say("220 sink")
        for line in self.rfile:
            command = line[:4].upper().strip()
            if command == b"QUIT":
                self._say("221 bye")
                return
            if command == b"RCPT" and self.server.refuses:
                self._say("550 nobody of that name")
            elif command == b"DATA":
                self._take_mail()
            else:
                self._say("250 ok")

    def _take_mail(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        self.server.mails.append(b"".join(lines).decode())
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def mail_sink(*, refuses: bool = False) -> Iterator[MailSink]:
    """Run a mail server until the block ends; `refuses` makes it turn every recipient away."""
    with MailSink(refuses=refuses) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
