"""The page to bring: made of the story of this browser, kept, sent ahead, shared by a link with a code, deleted."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.integration.server.people_world import build_world
from tests.integration.server.things.summaries import WORDS, ann_keeps, ann_visits
from unpinch.server import web
from unpinch.server.audit.models import AuditEntry
from unpinch.server.booking import actions, schedule, summary_actions, summary_queries
from unpinch.server.booking.models import KeptSummary, SummaryLook, SummaryShare

pytestmark = pytest.mark.django_db
EVERY = ("level", "story", "chart", "said", "tried", "needling", "pattern", "questions", "unknown")


@pytest.fixture
def world(some_npi):
    return build_world(npi=some_npi)


@pytest.fixture
def kept(world):
    return ann_keeps(world)


@pytest.fixture
def link(world, kept):
    return summary_actions.share(summary=kept, days=7, now=world.now)


def choose(client, *parts, **more):
    return client.post("/summary/", {"parts": parts, "paper": "letter", **more}, follow=True)


def page_of(answer):
    return answer.content.decode()


def opened(world, link, code=None, now=None):
    return summary_actions.open_shared(token=link.token, code=code or link.code, reader=None, now=now or world.now)


def wrong(link):
    return f"{(int(link.code) + 1) % 10**6:06d}"


def acts(*, concerns):
    return [row.act for row in AuditEntry.objects.filter(concerns=concerns, act__startswith="summary.").order_by("id")]


# Without an account


def test_who_told_nothing_is_led_to_the_first_page(client):
    assert "There is nothing to put on the page yet." in page_of(client.get("/summary/"))
    for address in ("/summary/print/", "/summary/visit-summary.pdf"):
        assert client.get(address)["Location"] == "/summary/"


def test_without_an_account_the_page_is_shown_printed_and_downloaded(told, story):
    shown = page_of(told.get("/summary/"))
    assert story in shown
    assert "Questions I want to ask" in shown
    assert page_of(told.get("/summary/print/")).count('class="up-sheet ') == 1
    file = told.get("/summary/visit-summary.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="visit-summary.pdf"'
    assert file["Cache-Control"] == "no-store"
    assert file.content.startswith(b"%PDF-")


def test_what_is_left_out_is_not_on_the_page_and_not_in_an_address(told, story):
    answer = choose(told, "said", "questions", own_words="Call me <b>first</b> & speak slowly", name="Ana Example")
    assert answer.redirect_chain == [("/summary/", 302)]
    sheet = page_of(told.get("/summary/print/"))
    assert story not in sheet
    assert "What is not known" not in sheet
    assert "Call me &lt;b&gt;first&lt;/b&gt; &amp; speak slowly" in sheet
    assert "Ana Example" in sheet
    # It stays for the next visit to the page, and goes with the story.
    assert "Ana Example" in page_of(told.get("/summary/"))
    told.post("/forget/")
    assert "Ana Example" not in page_of(told.get("/summary/"))


@pytest.mark.parametrize(
    ("typed", "lacks"), [("me duele la pierna, ¿qué más?, €5 “sí”", False), ("疼", True), ("😀", True)]
)
def test_letters_that_the_file_lacks_are_said_to_be_in_the_print(told, typed, lacks):
    page = page_of(choose(told, "said", own_words=typed))
    assert ("The print from the browser has them." in page) is lacks
    assert typed in page
    assert told.get("/summary/visit-summary.pdf").content.startswith(b"%PDF-")
    # The standard's mark is there only where every letter can be seen.
    assert (b"pdfuaid:part" in told.get("/summary/visit-summary.pdf").content) is not lacks


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"parts": ()}, "Choose at least one part, or write something of your own."),
        ({"parts": ("all",)}, "Choose parts from the list."),
        ({"parts": EVERY, "own_words": "x" * 401}, "Shorten your words to 400 characters. You wrote 401."),
        ({"parts": EVERY, "paper": "a3"}, "Choose a paper size from the list."),
    ],
)
def test_what_cannot_be_made_is_said_beside_its_field(told, sent, says):
    answer = page_of(told.post("/summary/", {"paper": "letter", **sent}))
    assert answer.count(says) == 2
    assert "<title>Error:" in answer


def test_an_emergency_comes_first_on_the_page_and_on_the_sheet(in_emergency):
    page = page_of(choose(in_emergency, "said"))
    assert page.index("Get emergency help now") < page.index('class="up-sheet ')
    sheet = page[page.index('class="up-sheet ') :]
    assert sheet.index("Get emergency help now") < sheet.index("What I said")
    assert "Needling" not in sheet


# With an account


def test_the_page_is_kept_as_it_was_when_the_story_changes(client, world, story):
    client.force_login(world.ann)
    client.post("/", {"text": story})
    answer = client.post("/summary/keep/", {"visit": ""}, follow=True)
    client.post("/", {"text": "my neck hurts"})
    again = page_of(client.get(answer.redirect_chain[-1][0]))
    assert story in again
    assert "my neck hurts" not in again
    assert acts(concerns=world.ann) == ["summary.kept"]


def test_a_page_goes_with_ones_own_visit_alone(client, world, kept):
    theirs = ann_visits(world)
    client.force_login(world.ben)
    client.post("/", {"text": "my back hurts"})
    assert client.post("/summary/keep/", {"visit": theirs.pk}).status_code == 404
    assert not KeptSummary.objects.filter(person=world.ben).exists()
    client.force_login(world.ann)
    address = reverse("summary_attach", kwargs={"pk": kept.pk})
    assert client.post(address, {"visit": theirs.pk}).status_code == 302
    assert "Cora can read it for your visit on" in page_of(client.get(reverse("summary_kept", kwargs={"pk": kept.pk})))


def test_no_more_pages_are_kept_than_anybody_needs(client, world, monkeypatch):
    monkeypatch.setattr(summary_actions, "MOST_KEPT", 1)
    ann_keeps(world)
    client.force_login(world.ann)
    client.post("/", {"text": "my back hurts"})
    assert "You keep 1 summaries. Delete one" in page_of(client.post("/summary/keep/", {"visit": ""}))
    assert KeptSummary.objects.count() == 1


def test_the_clinician_of_the_visit_reads_it_and_each_look_is_in_the_record(client, world, kept):
    booking = ann_visits(world)
    summary_actions.attach(summary=kept, booking_id=booking.pk, now=world.now)
    assert summary_queries.bookings_with_summaries(booking_ids=[booking.pk], clinician=world.cora) == {booking.pk}
    assert summary_queries.bookings_with_summaries(booking_ids=[booking.pk], clinician=world.dan) == frozenset()
    client.force_login(world.cora)
    address = reverse("desk_summary", kwargs={"booking_id": booking.pk})
    assert WORDS in page_of(client.get(address))
    assert WORDS in page_of(client.get(address))
    assert acts(concerns=world.ann)[2:] == ["summary.seen_at_the_desk"] * 2
    assert {(look.name, look.person) for look in SummaryLook.objects.all()} == {("Cora", world.cora)}
    # Who gives the visit up takes the page back.
    actions.cancel(booking_id=booking.pk, actor=world.ann, now=world.now)
    assert client.get(address).status_code == 404
    assert summary_queries.bookings_with_summaries(booking_ids=[booking.pk], clinician=world.cora) == frozenset()


def test_a_visit_that_moves_takes_the_page_along(client, world, kept):
    before = ann_visits(world)
    summary_actions.attach(summary=kept, booking_id=before.pk, now=world.now)
    later = actions.hold_wish(
        actions.Wish(
            key=uuid4(),
            person=world.ann,
            booked_by=world.ann,
            visit=world.visit,
            starts_at=world.tomorrow_at_ten + timedelta(hours=1),
            replaces=before,
        ),
        now=world.now,
    )
    # Held is not moved yet.
    assert KeptSummary.objects.get(pk=kept.pk).booking_id == before.pk
    actions.confirm(booking_id=later.pk, actor=world.ann, now=world.now)
    assert KeptSummary.objects.get(pk=kept.pk).booking_id == later.pk
    client.force_login(world.cora)
    assert WORDS in page_of(client.get(reverse("desk_summary", kwargs={"booking_id": later.pk})))


def test_days_after_the_visit_the_page_is_deleted_and_not_a_moment_sooner(world, kept):
    other = ann_keeps(world)
    booking = ann_visits(world)
    summary_actions.attach(summary=kept, booking_id=booking.pk, now=world.now)
    over_at = booking.ends_at + timedelta(days=summary_queries.DAYS_AFTER_THE_VISIT)
    assert summary_actions.delete_over(now=over_at - timedelta(seconds=1)) == 0
    schedule.tick(over_at)
    assert list(KeptSummary.objects.all()) == [other]
    row = AuditEntry.objects.get(act="summary.deleted")
    assert (row.actor, row.reason) == (None, "30 days after the visit")


def test_deleting_it_leaves_rows_of_the_record_that_hold_nothing_of_it(client, world, kept, link):
    summary_actions.look(share=link.share, name="Pat Reader", reader=None, now=world.now)
    client.force_login(world.ann)
    client.post(reverse("summary_delete", kwargs={"pk": kept.pk}))
    assert (KeptSummary.objects.count(), SummaryShare.objects.count(), SummaryLook.objects.count()) == (0, 0, 0)
    assert acts(concerns=world.ann) == ["summary.kept", "summary.shared", "summary.opened", "summary.deleted"]
    rows = AuditEntry.objects.values_list("actor_name", "act", "thing", "reason")
    assert not any("scar" in part or "Pat" in part for row in rows for part in row)
    assert client.get(reverse("summary_shared", kwargs={"token": link.token})).status_code == 200
    assert opened(world, link).outcome == "over"


# By a link


def test_a_link_and_its_code_are_shown_once_and_kept_as_digests(client, world, kept):
    client.force_login(world.ann)
    made = client.post(reverse("summary_share", kwargs={"pk": kept.pk}), {"days": "7"})
    (token,) = re.findall(r"/summary/shared/([\w-]+)/", page_of(made))
    (code,) = re.findall(r'up-share-code">(\d{6})<', page_of(made))
    assert len(token) >= 32
    assert code not in token
    later = page_of(client.get(reverse("summary_kept", kwargs={"pk": kept.pk})))
    assert token not in later
    assert code not in later
    row = str(SummaryShare.objects.values().get())
    assert token not in row
    assert code not in row
    assert client.post(reverse("summary_share", kwargs={"pk": kept.pk}), {"days": "365"}).status_code == 200
    assert SummaryShare.objects.count() == 1


def test_a_reader_with_the_code_reads_saves_and_is_shown_to_the_person(client, world, kept, link):
    address = reverse("summary_shared", kwargs={"token": link.token})
    assert WORDS not in page_of(client.get(address))
    read = client.post(address, {"code": f" {link.code[:3]} {link.code[3:]}", "name": "Pat Reader"}, follow=True)
    assert WORDS in page_of(read)
    assert link.code not in read.redirect_chain[0][0]
    assert "noindex" in read["X-Robots-Tag"]
    assert client.get(f"{address}visit-summary.pdf").content.startswith(b"%PDF-")
    client.force_login(world.ann)
    own = page_of(client.get(reverse("summary_kept", kwargs={"pk": kept.pk})))
    assert own.count("<bdi>Pat Reader</bdi>") == SummaryLook.objects.count() == 2
    row = AuditEntry.objects.filter(act="summary.opened").latest("id")
    assert (row.actor_name, row.concerns) == ("Somebody with the link", world.ann)


def test_half_an_hour_later_the_code_is_asked_for_again(client, world, link, monkeypatch):
    address = reverse("summary_shared", kwargs={"token": link.token})
    client.post(address, {"code": link.code, "name": "Pat Reader"})
    now = world.now + timedelta(minutes=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert WORDS not in page_of(client.get(address))
    assert client.get(f"{address}visit-summary.pdf").status_code == 302


def test_five_wrong_codes_lock_the_link_even_for_the_right_one(client, world, link):
    address = reverse("summary_shared", kwargs={"token": link.token})
    said = [page_of(client.post(address, {"code": wrong(link), "name": "Pat"})) for _try in range(5)]
    assert "This is not the code. 4 tries are left." in said[0]
    assert "1 try is left." in said[3]
    assert "This link is closed" in said[4]
    assert opened(world, link).outcome == "locked"
    assert client.post(address, {"code": link.code, "name": "Pat"}).status_code == 410
    assert acts(concerns=world.ann)[-5:] == ["summary.wrong_code"] * 4 + ["summary.locked"]


def test_tries_at_the_same_moment_are_all_counted_before_a_code_is_looked_at(world, link, monkeypatch):
    judged = []

    def while_one_is_judged_others_come(**told):
        judged.append(told["code"])
        opened(world, link, wrong(link))
        return False

    monkeypatch.setattr(summary_actions, "is_code", while_one_is_judged_others_come)
    opened(world, link, wrong(link))
    assert len(judged) == summary_queries.MOST_WRONG_TRIES


def test_the_right_code_sets_the_count_of_wrong_ones_back(world, link):
    for _round in range(3):
        for _try in range(4):
            assert opened(world, link, wrong(link)).outcome == "wrong"
        assert opened(world, link).outcome == "opened"


def test_a_link_ends_on_its_day_and_when_it_is_stopped(client, world, kept, link):
    assert opened(world, link, now=world.now + timedelta(days=7, seconds=-1)).outcome == "opened"
    assert opened(world, link, now=world.now + timedelta(days=7)).outcome == "over"
    address = reverse("summary_shared", kwargs={"token": link.token})
    client.post(address, {"code": link.code, "name": "Pat Reader"})
    assert WORDS in page_of(client.get(address))
    owner = type(client)()
    owner.force_login(world.ann)
    owner.post(reverse("summary_stop", kwargs={"pk": kept.pk, "share_id": link.share.pk}))
    # Who has it open reads no further.
    assert "The person who shared it has stopped sharing." in page_of(client.get(address))
    assert client.get(f"{address}visit-summary.pdf").status_code == 302
    assert acts(concerns=world.ann).count("summary.share_stopped") == 1


def test_a_link_that_there_never_was_is_told_apart_from_a_wrong_code_by_nothing_before_it_is_tried(client, link):
    real = page_of(client.get(reverse("summary_shared", kwargs={"token": link.token})))
    guessed = page_of(client.get(reverse("summary_shared", kwargs={"token": "guessed"})))
    hidden = re.compile(rf'name="csrfmiddlewaretoken" value="\w+"|{link.token}|guessed')
    assert hidden.sub("", real) == hidden.sub("", guessed)
    answer = client.post("/summary/shared/guessed/", {"code": "123456", "name": "Pat"})
    assert "This link or this code is not right." in page_of(answer)


def test_a_page_of_another_version_is_said_to_be_unreadable(client, world, kept):
    KeptSummary.objects.update(document={"version": 99})
    client.force_login(world.ann)
    shown = client.get(reverse("summary_kept", kwargs={"pk": kept.pk}))
    assert "made by an earlier version" in page_of(shown)
    assert client.get(reverse("summary_kept_pdf", kwargs={"pk": kept.pk})).status_code == 404


def test_every_bracket_of_the_style_sheet_is_closed_before_the_next_topic():
    sheet = Path(web.__file__).parent / "static" / "web" / "unpinch.css"
    for topic in re.split(r"(?m)^/\* ---", re.sub(r"(?s)/\*(?! ---).*?\*/", "", sheet.read_text(encoding="utf-8"))):
        assert topic.count("{") == topic.count("}"), topic[:60]
