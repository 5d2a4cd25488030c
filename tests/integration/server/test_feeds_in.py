"""Calendars of clinicians elsewhere: fetched from where strangers may lead us, read, kept, and read again when due."""

import datetime as dt
import ipaddress
import ssl
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django_tasks_db.models import DBTaskResult

from tests.integration.server.visit_world import NOW, TEN, visit
from unpinch.kernel import Period
from unpinch.server.booking import feeds, fetching
from unpinch.server.booking.models import BusyTime, CalendarFeed
from unpinch.server.booking.queries import free_slots

HOST = "calendar.example.org"
FEED = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T120000Z\r\n"
    b"DTSTART:20260303T150000Z\r\nDTEND:20260303T160000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def certificate(folder):
    """Make a certificate for one name; give the file of it and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    # The library that reads certificates asks the real clock.
    today = dt.datetime.now(dt.UTC)  # noqa: TID251  # see above
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), today, today + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = folder / "certificate.pem"
    file.write_bytes(
        made.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


class Calendars(BaseHTTPRequestHandler):
    """A server of calendars, and of what is none."""

    def do_GET(self):
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/calendar.ics":
            assert self.headers["Host"] == HOST
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED)
        else:
            self.send_response(404)
            self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run the server with its certificate; give its port and the certificates to believe."""
    file = certificate(tmp_path_factory.mktemp("tls"))
    running = ThreadingHTTPServer(("127.0.0.1", 0), Calendars)
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(file)
    running.socket = secured.wrap_socket(running.socket, server_side=True)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_address[1], ssl.create_default_context(cafile=str(file))
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def fetch(server, monkeypatch):
    """Fetch as the site does, with this machine standing in for the public internet."""
    port, certificates = server
    monkeypatch.setattr(fetching, "_PORT", port)

    def fetched(path, *, host=HOST, machine="127.0.0.1", **more):
        more = {"bytes_at_most": 1000, "is_allowed": lambda found: found.is_loopback, **more}
        return fetching.fetch(
            address=f"https://{host}:{port}/{path}",
            look_up=lambda _host, _port: [ipaddress.ip_address(machine)],
            certificates=certificates,
            **more,
        )

    return fetched


def test_a_calendar_is_fetched_by_name_from_the_machine_that_was_checked(fetch):
    assert fetch("calendar.ics") == FEED
    assert fetch("to//calendar.ics") == FEED


@pytest.mark.parametrize(
    ("path", "more", "why"),
    [
        ("calendar.ics", {"host": "other.example.org"}, "ConnectError"),
        ("calendar.ics", {"bytes_at_most": 50}, "larger than 50"),
        ("nothing", {}, "404"),
        ("to/http://calendar.example.org/", {}, "must begin with https"),
        ("to//to//to//to//to//calendar.ics", {}, "one to the next"),
        ("calendar.ics", {"machine": "10.0.0.1"}, "private network"),
    ],
    ids=["a certificate of another name", "too large", "missing", "to http", "round and round", "a private machine"],
)
def test_what_is_refused_says_so_in_a_line(fetch, path, more, why):
    with pytest.raises(fetching.NotFetched, match=why) as refused:
        fetch(path, **more)
    assert "\n" not in str(refused.value)


def test_a_calendar_that_trickles_is_left(fetch, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_AT_MOST", -1.0)
    with pytest.raises(fetching.NotFetched, match="too long"):
        fetch("calendar.ics")


def test_one_private_machine_among_those_of_a_name_is_enough_to_refuse():
    both = [ipaddress.ip_address(one) for one in ("93.184.215.14", "127.0.0.1")]
    with pytest.raises(fetching.NotFetched, match="private network"):
        fetching.fetch(address="https://example.org/", bytes_at_most=10, look_up=lambda *_: both)


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "ff02::1",
        "::",
    ],
)
def test_no_private_machine_is_asked(machine):
    assert not fetching.is_public(ipaddress.ip_address(machine))


@pytest.mark.parametrize("machine", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_machines_are_asked(machine):
    assert fetching.is_public(ipaddress.ip_address(machine))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "https://ann:word@example.org/",
        "https://example.org:22/",
        "https://",
        "https://[::1",
        "https://localhost/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.1/",
    ],
)
def test_addresses_that_lead_inside_are_refused(address):
    with pytest.raises(fetching.NotFetched):
        fetching.fetch(address=address, bytes_at_most=10)


@pytest.fixture
def feed(db):
    desk = visit().desk
    return CalendarFeed.objects.create(desk=desk, name="Own", address=f"https://{HOST}/own.ics", added_at=NOW)


def starts(desk):
    within = Period(TEN - timedelta(hours=1), TEN + timedelta(hours=2))
    return [slot.starts_at for slot in free_slots(visit=desk.visits.get(), within=within, now=NOW)]


def test_who_is_busy_elsewhere_is_not_offered(feed):
    assert TEN in starts(feed.desk)
    feeds.read_again(feed_id=feed.pk, now=NOW, read=lambda **_: FEED)
    assert TEN not in starts(feed.desk)
    assert TEN + timedelta(hours=1) in starts(feed.desk)
    feed.refresh_from_db()
    assert (feed.read_at, feed.tried_at, feed.trouble) == (NOW, NOW, "")


def test_what_was_read_before_stays_while_there_is_trouble(feed):
    def fails(**_more):
        raise fetching.NotFetched("The calendar did not answer. Check its address.")

    feeds.read_again(feed_id=feed.pk, now=NOW, read=lambda **_: FEED)
    for wrong in (fails, lambda **_: b"<html>Sign in</html>"):
        feeds.read_again(feed_id=feed.pk, now=NOW + timedelta(hours=1), read=wrong)
        feed.refresh_from_db()
        assert feed.trouble
        assert feed.read_at == NOW
        assert TEN not in starts(feed.desk)
    feeds.read_again(
        feed_id=feed.pk, now=NOW + timedelta(hours=2), read=lambda **_: FEED.replace(b"20260303", b"20260304")
    )
    assert TEN in starts(feed.desk)
    assert BusyTime.objects.count() == 1


def test_calendars_are_read_every_quarter_of_an_hour_and_seldomer_in_trouble(feed):
    def queued(now):
        feeds.queue_due(now=now)
        done = DBTaskResult.objects.count()
        DBTaskResult.objects.all().delete()
        return done

    assert [queued(NOW), queued(NOW + timedelta(minutes=14)), queued(NOW + feeds.EVERY)] == [1, 0, 1]
    CalendarFeed.objects.update(trouble="It did not answer.", tried_at=NOW)
    assert [queued(NOW + timedelta(minutes=59)), queued(NOW + feeds.EVERY_IN_TROUBLE)] == [0, 1]
