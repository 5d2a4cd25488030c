"""
PubMed and ClinicalTrials.gov on this machine: recorded answers, made-up records that say so, bad behaviour on demand.

Each request takes the next behaviour of the list, then the services behave well.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent / "evidence_answers"


class Services:
    """What the services hold, how badly they behave, and what they were asked."""

    def __init__(self):
        self.asked = []
        self.behaviours = []
        self.papers = ["99000001", "99000002"]
        self.trial_pages = [("", ["NCT99000001"])]
        self.trials_with_results = set()
        self.by_name = {}
        self.notices = {}
        self.warnings = {}
        self.recorded = json.loads((RECORDED / "esummary.json").read_text(encoding="utf-8"))["result"]
        self.address = ""

    def paths(self):
        return [path for path, _asked in self.asked]

    def asked_of(self, path):
        return [asked for there, asked in self.asked if there.endswith(path)]

    def answer(self, path, asked):
        """Give the document that the real service would give."""
        if path.endswith("esearch.fcgi"):
            return self._search(asked)
        if path.endswith("esummary.fcgi"):
            uids = asked["id"].split(",")
            return {
                "header": {"type": "esummary"},
                "result": {"uids": uids} | {uid: self._summary(uid) for uid in uids},
            }
        return self._studies(asked)

    def _search(self, asked):
        start, size = int(asked["retstart"]), int(asked["retmax"])
        found = self.papers
        if "[aid]" in asked["term"] or asked["term"].startswith("PMC"):
            found = [pmid for name, pmid in self.by_name.items() if name in asked["term"]]
        result = {"count": str(len(found)), "retstart": str(start), "idlist": found[start : start + size]}
        return {"header": {"type": "esearch"}, "esearchresult": result | self.warnings}

    def _summary(self, uid):
        if uid in self.recorded:
            return self.recorded[uid]
        return self.recorded["28690077"] | {
            "uid": uid,
            "title": f"Test record {uid}: no real paper",
            "articleids": [{"idtype": "pubmed", "idtypen": 1, "value": uid}],
            "references": self.notices.get(uid, []),
        }

    def _studies(self, asked):
        tokens = [token for token, _trials in self.trial_pages]
        token = asked.get("pageToken", "")
        if token not in tokens:
            return None
        place = tokens.index(token)
        trials = [self._study(nct) for nct in self.trial_pages[place][1]]
        more = {"nextPageToken": tokens[place + 1]} if place + 1 < len(tokens) else {}
        total = {"totalCount": sum(len(each) for _token, each in self.trial_pages)} if asked.get("countTotal") else {}
        return {"studies": trials} | more | total

    def _study(self, nct):
        return {
            "protocolSection": {
                "identificationModule": {"nctId": nct, "briefTitle": f"Test record {nct}: no real trial"},
                "statusModule": {"studyFirstPostDateStruct": {"date": "2026-01-05", "type": "ACTUAL"}},
            },
            "hasResults": nct in self.trials_with_results,
        }


class Listening(ThreadingHTTPServer):
    """The server itself."""

    services: Services
    daemon_threads = True


class Handler(BaseHTTPRequestHandler):
    """Answers for both services, which differ in their paths."""

    protocol_version = "HTTP/1.1"
    server: Listening

    def log_message(self, *_args):
        """Be silent."""

    def do_GET(self):
        services = self.server.services
        parts = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        services.asked.append((parts.path, asked))
        behave = services.behaviours.pop(0) if services.behaviours else well
        behave(self, services, parts.path, asked)
        self.close_connection = True

    def send(self, body, status=200, length=None, kind="application/json", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


def well(handler, services, path, asked):
    document = services.answer(path, asked)
    if document is None:
        handler.send(b"Invalid pageToken", 400, kind="text/plain")
    else:
        handler.send(json.dumps(document).encode())


def answers(status, body=b"", **headers):
    return lambda handler, *_rest: handler.send(body, status, **headers)


def says(body, kind="application/json"):
    return lambda handler, *_rest: handler.send(body, kind=kind)


def cut(handler, services, path, asked):
    """End the JSON in the middle, as if that were all."""
    body = json.dumps(services.answer(path, asked)).encode()
    handler.send(body[: len(body) // 2])


def breaks(handler, services, path, asked):
    """Announce the whole answer and send half of it."""
    body = json.dumps(services.answer(path, asked)).encode()
    handler.send(body[: len(body) // 2], length=len(body))


def without(*names):
    """Leave out a part of the answer."""

    def behave(handler, services, path, asked):
        document = services.answer(path, asked)
        inside = document
        for name in names[:-1]:
            inside = inside[name]
        del inside[names[-1]]
        handler.send(json.dumps(document).encode())

    return behave


@contextmanager
def serving():
    """Serve until the block ends."""
    with Listening(("127.0.0.1", 0), Handler) as listening:
        listening.services = Services()
        listening.services.address = f"http://127.0.0.1:{listening.server_port}"
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield listening.services
        listening.shutdown()
        thread.join()
