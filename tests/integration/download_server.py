"""A server on this machine for downloads: it serves one file, as well or as badly as it is told."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIZE = 300_000
CONTENT = bytes(number * 7 % 251 for number in range(SIZE))


class Server:
    """What the server serves and how badly; and what it was asked."""

    def __init__(self):
        self.content = CONTENT
        self.etag = '"one"'
        self.headers = {}
        self.asked = []
        self.behaviours = []
        self.url = ""

    @property
    def ranges(self):
        return [headers.get("Range") for method, _path, headers in self.asked if method == "GET"]


class Listening(ThreadingHTTPServer):
    """The server itself."""

    state: Server


class Handler(BaseHTTPRequestHandler):
    """Serves `server.state`: each request takes the next behaviour of the list, then behaves well."""

    protocol_version = "HTTP/1.1"
    server: Listening

    def log_message(self, *_args):
        """Be silent."""

    def do_HEAD(self):
        self._answer(body=False)

    def do_GET(self):
        self._answer(body=True)

    def _answer(self, *, body):
        state = self.server.state
        state.asked.append((self.command, self.path, dict(self.headers)))
        behave = state.behaviours.pop(0) if body and state.behaviours else well
        behave(self, state, body=body)
        self.close_connection = True

    def begin(self, status, length, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        for name, value in self.server.state.headers.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()


def well(handler, state, *, body, up_to=None):
    """Answer a range where If-Range still holds, else the whole."""
    asked = handler.headers.get("Range")
    begin = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
    if begin and handler.headers.get("If-Range") == state.etag:
        if begin >= len(state.content):
            return handler.begin(416, 0, Content_Range=f"bytes */{len(state.content)}")
        span = f"bytes {begin}-{len(state.content) - 1}/{len(state.content)}"
        handler.begin(206, len(state.content) - begin, ETag=state.etag, Content_Range=span)
    else:
        begin = 0
        handler.begin(200, len(state.content), ETag=state.etag)
    if body:
        handler.wfile.write(state.content[begin : begin + up_to if up_to else None])
    return None


def page(text, kind="text/html"):
    """Give the behaviour that answers with a page instead of the file."""

    def serve(handler, _state, *, body):
        content = text.encode()
        handler.begin(200, len(content), Content_Type=kind)
        handler.wfile.write(content)

    return serve


@contextmanager
def serving():
    """Serve while the block runs; give the state of the server."""
    with Listening(("127.0.0.1", 0), Handler) as listening:
        listening.state = Server()
        listening.state.url = f"http://127.0.0.1:{listening.server_port}/nppes/file.bin"
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield listening.state
        listening.shutdown()
        thread.join()
