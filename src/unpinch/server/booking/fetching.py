"""
Fetching an address that a stranger typed, without being led where only this machine may go.

Only https, only addresses of the public internet, looked up once and then used as they were found; few redirects, each
checked anew; an end to how much and how long.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

import httpx

from unpinch.kernel import UnpinchError

# Calendars are behind one or two redirects, rarely more.
REDIRECTS_AT_MOST = 3
SECONDS_AT_MOST = 20.0
_STEP_SECONDS = 10.0
_PORT = 443
# Asked for as it is: a small file that unpacks to a huge one is not taken.
_HEADERS = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity", "User-Agent": "Unpinch"}

# Addresses of the older internet as a translator writes them (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


class NotFetched(UnpinchError):
    """An address that could not be read, or may not be; one line for who typed it."""


def fetch(
    *,
    address: str,
    bytes_at_most: int,
    look_up: Callable[[str, int], list[Address]] | None = None,
    is_allowed: Callable[[Address], bool] | None = None,
    certificates: ssl.SSLContext | None = None,
) -> bytes:
    """
    Give what an address holds.

    Parameters
    ----------
    address
        `https://...`
    bytes_at_most
        What is longer is not taken.
    look_up, is_allowed, certificates
        How names are found, which machines may be asked, and which certificates are believed; for tests.

    Raises
    ------
    NotFetched
        If it cannot be had, or leads where it must not.
    """
    until = time.monotonic() + SECONDS_AT_MOST
    with httpx.Client(verify=certificates or ssl.create_default_context(), trust_env=False, http2=False) as client:
        for _ in range(REDIRECTS_AT_MOST + 1):
            host, port = _safe_parts(address)
            machine = _machine(host, port, look_up=look_up or look_up_all, is_allowed=is_allowed or is_public)
            try:
                found = _ask(client, address, machine=machine, bytes_at_most=bytes_at_most, until=until)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as wrong:
                raise NotFetched(f"The calendar did not answer ({type(wrong).__name__}). Check its address.") from None
            if isinstance(found, bytes):
                return found
            address = urljoin(address, found)
    raise NotFetched("The address leads from one to the next and never to a calendar. Check it.")


def is_public(machine: Address) -> bool:
    """Say whether a machine is one of the public internet; what stands in for another address is looked into."""
    if isinstance(machine, IPv6Address):
        inside = machine.ipv4_mapped or machine.sixtofour or (machine.teredo or (None, None))[1]
        if machine in _TRANSLATED:
            inside = IPv4Address(int(machine) & 0xFFFFFFFF)
        if inside is not None and not is_public(inside):
            return False
    return machine.is_global and not machine.is_multicast


def look_up_all(host: str, port: int) -> list[Address]:
    """Give all machines that a name stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched("There is no such address. Check how it is written.") from None
    return [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _safe_parts(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or _PORT
    except ValueError:
        raise NotFetched("The address cannot be read. It begins with https://") from None
    if parts.scheme != "https" or not host or parts.username or parts.password or port != _PORT:
        raise NotFetched("The address must begin with https://, with no name, password or port in it.")
    return host, port


def _machine(
    host: str, port: int, *, look_up: Callable[[str, int], list[Address]], is_allowed: Callable[[Address], bool]
) -> Address:
    machines = look_up(host, port)
    # One that is not allowed is enough: nobody's own calendar is half on this machine.
    if not machines or not all(is_allowed(machine) for machine in machines):
        raise NotFetched("The address leads to a private network. Give one that can be reached from everywhere.")
    return machines[0]


def _ask(client: httpx.Client, address: str, *, machine: Address, bytes_at_most: int, until: float) -> bytes | str:
    """Give the content, or where it is to be found."""
    host = urlsplit(address).hostname or ""
    # To the very machine that was checked: a name that is looked up again may by then stand for another one. The
    # certificate is still asked for by name.
    request = client.build_request(
        "GET",
        httpx.URL(address).copy_with(host=str(machine)),
        headers={**_HEADERS, "Host": host},
        extensions={"sni_hostname": host},
        timeout=_STEP_SECONDS,
    )
    answer = client.send(request, stream=True)
    try:
        if answer.is_redirect:
            return answer.headers["Location"]
        if answer.status_code != httpx.codes.OK:
            raise NotFetched(f"The calendar answered with {answer.status_code}. Check its address.")
        return _read(answer, bytes_at_most=bytes_at_most, until=until)
    finally:
        answer.close()


def _read(answer: httpx.Response, *, bytes_at_most: int, until: float) -> bytes:
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece
        if len(content) > bytes_at_most:
            raise NotFetched(f"The calendar is larger than {bytes_at_most:,} bytes. Give one of appointments only.")
        if time.monotonic() > until:
            raise NotFetched("The calendar takes too long. It is tried again later.")
    return bytes(content)
