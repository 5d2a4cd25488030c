"""
Asking PubMed and ClinicalTrials.gov politely: slowly, under our name, again when it may help, and never for ever.

References
----------
Sayers E. A general introduction to the E-utilities: no more than three requests a second, `tool` and `email` with each.
https://www.ncbi.nlm.nih.gov/books/NBK25497/
Retry-After: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx

from unpinch import evidence

from ._patience import FetchFailed, Patience, TryAgain, WrongContent

Result = TypeVar("Result")

_HEADERS = {"User-Agent": "unpinch", "Accept": "application/json"}
_TIMEOUT_SECONDS = 60.0
# A page of a hundred records is under a megabyte; more is no answer to what we asked.
_MOST_BYTES = 20_000_000
# A server that drips a byte now and then never times out by itself.
_LONGEST_ANSWER_SECONDS = 180.0
# Who is told to come back later than this, goes, and comes back later.
_LONGEST_WAIT_SECONDS = 60.0
_BUSY = (408, 425, 429)


class Refused(WrongContent):
    """The service refuses what was asked; asking the same again does not help."""


@dataclass(frozen=True)
class Service:
    """A service, where it is, how much time lies between two requests at least, and what each request carries."""

    name: str
    address: str
    seconds_between: float
    parameters: Mapping[str, str] = field(default_factory=dict)


def pubmed(*, email: str, address: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils") -> Service:
    """Describe PubMed: under three requests a second, with the name of our tool and whom to write to."""
    return Service("PubMed", address, 0.4, {"tool": "unpinch", "email": email})


def registry(*, address: str = "https://clinicaltrials.gov/api/v2") -> Service:
    """Describe ClinicalTrials.gov, which takes about 50 requests a minute."""
    return Service("ClinicalTrials.gov", address, 1.3)


class Asker:
    """
    Asks services one request at a time.

    Parameters
    ----------
    sleep, clock
        How to wait, and the time in seconds from any begin.
    """

    def __init__(self, *, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._sleep, self._clock = sleep, clock
        self._patience = Patience(sleep=sleep)
        self._asked_at: dict[str, float] = {}
        self._client = httpx.Client(follow_redirects=True, timeout=_TIMEOUT_SECONDS, headers=_HEADERS)

    def __enter__(self) -> Asker:
        self._client.__enter__()
        return self

    def __exit__(self, *_why: object) -> None:
        self._client.close()

    def ask(
        self, service: Service, path: str, parameters: Mapping[str, str], read: Callable[[bytes], Result]
    ) -> Result:
        """
        Ask until an answer can be read.

        Raises
        ------
        FetchFailed
            If no good answer came after several tries, or the service wants to be left alone for long.
        Refused
            If the service refuses the request.
        evidence.ChangedAnswer
            If `read` finds the answer in another form than documented.
        """

        def once() -> Result:
            self._wait_for_our_turn(service)
            try:
                return read(self._answer(service, path, parameters))
            except httpx.HTTPError as trouble:
                raise TryAgain(f"{service.name}: {_plainly(trouble)}") from None
            except (evidence.CutAnswer, evidence.BusyAnswer) as wrong:
                raise TryAgain(str(wrong)) from None

        return self._patience.call(once)

    def _wait_for_our_turn(self, service: Service) -> None:
        earlier = self._asked_at.get(service.name)
        if earlier is not None:
            wait = earlier + service.seconds_between - self._clock()
            if wait > 0:
                self._sleep(wait)
        self._asked_at[service.name] = self._clock()

    def _answer(self, service: Service, path: str, parameters: Mapping[str, str]) -> bytes:
        asked = {**parameters, **service.parameters}
        with self._client.stream("GET", f"{service.address}/{path}", params=asked) as answer:
            _refuse_bad_status(answer, service)
            return self._body(answer, service)

    def _body(self, answer: httpx.Response, service: Service) -> bytes:
        began, body = self._clock(), bytearray()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise Refused(f"{service.name}: the answer is far longer than what was asked for. Look at it by hand.")
            if self._clock() - began > _LONGEST_ANSWER_SECONDS:
                raise TryAgain(f"{service.name}: the answer came too slowly")
        return bytes(body)


def _refuse_bad_status(answer: httpx.Response, service: Service) -> None:
    if answer.status_code in _BUSY or answer.is_server_error:
        wait = _asked_to_wait(answer.headers.get("Retry-After", ""))
        if wait is not None and wait > _LONGEST_WAIT_SECONDS:
            raise FetchFailed(
                f"{service.name}: it asks to be left alone for {wait:,.0f} s. Run the same command again after that; "
                "it goes on where it stopped."
            )
        raise TryAgain(f"{service.name}: it answered {answer.status_code}", wait)
    if not answer.is_success:
        raise Refused(f"{service.name}: it answered {answer.status_code} to what was asked. Mend the search.")


def _asked_to_wait(retry_after: str) -> float | None:
    """Read how many seconds a server asks to wait: a number, or a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _plainly(trouble: httpx.HTTPError) -> str:
    if isinstance(trouble, httpx.TimeoutException):
        return "it went silent"
    if isinstance(trouble, httpx.ConnectError):
        return "it cannot be reached"
    return "the connection broke"
