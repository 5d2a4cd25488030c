"""The page of one clinician, from several public files joined: places, phones, what they did, why they rank so."""

import html
import re
from datetime import UTC, datetime

import pytest

from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import HARTFORD, WEST_HARTFORD, npi, person
from tests.unit.directory.sources.public_files import doctor, location, service
from unpinch import directory
from unpinch.server.web import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """One with two places and figures, one of whom the other files know nothing, and enough others to compare with."""
    folder = tmp_path_factory.mktemp("town")
    joined(
        folder,
        person(1, line_1="3 EXAMPLE AVE", code_2="207ZP0101X"),
        person(2, postal=WEST_HARTFORD),
        *(person(number, postal=WEST_HARTFORD) for number in range(10, 45)),
        locations=[location(1, line_1="2 Example Rd", postal=WEST_HARTFORD)],
        doctors=[
            doctor(1, **{"adr_ln_1": "3 Example Avenue", "ZIP Code": HARTFORD, "Telephone Number": "8605550100"}),
            doctor(1, **{"adr_ln_1": "2 EXAMPLE RD", "ZIP Code": WEST_HARTFORD, "Telephone Number": "8605550199"}),
        ],
        services=[
            service(1, HCPCS_Cd="97140", Tot_Benes="50", Tot_Srvcs="400"),
            *(service(number, HCPCS_Cd="97140", Tot_Benes="20", Tot_Srvcs="90") for number in range(10, 45)),
        ],
    )
    return folder / "snapshot"


@pytest.fixture(autouse=True)
def _in_town(settings, town, _site):
    settings.UNPINCH_DIRECTORY = town
    snapshot.forget()
    yield
    snapshot.forget()


def _page(client, number=1, query=""):
    answer = client.get(f"/clinicians/{npi(number)}/{query}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def _words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_all_places_are_there_with_phones_to_touch_and_what_names_them(client):
    page = _page(client)
    places = re.findall(r"<p><strong>([^<]+)</strong>", page)
    assert [place.split(",")[0].lower() for place in places] == ["3 example ave", "2 example rd"]
    assert {'href="tel:+18605550100"'} <= set(re.findall(r'href="tel:\+1\d+"', page))
    words = _words(page)
    assert "Named by the national provider file and Medicare's clinicians file." in words
    assert "Two publishers name the same street. Two publishers name the same phone number." in words
    assert "Another publisher names another phone number for this place." in words
    assert "Hours: not known." in words


def test_it_says_how_likely_address_and_phone_are_right(client):
    words = _words(_page(client))
    shares = [int(share) for share in re.findall(r"right in about (\d+) of 100", words)]
    assert len(shares) >= 4
    assert all(20 < share < 100 for share in shares)
    assert "Of 100 addresses like this one about" in words
    # Where files differ, the phone is the less likely.
    first, second = re.findall(r"up-clinician__phone.*?right in about (\d+) of 100", _page(client), re.DOTALL)[:2]
    assert int(second) < int(first)


def test_it_says_what_medicare_paid_for_and_what_nothing_shown_means(client):
    words = _words(_page(client))
    assert "2021: 400 services billed to Medicare, for 50 people." in words
    assert "people in an average year" in words
    assert "Medicare does not pay physical therapists for dry needling" in words
    nothing = _words(_page(client, 2))
    assert (
        "Medicare's files show nothing of the care compared here. That does not mean that they do not do it." in nothing
    )


@pytest.fixture(scope="module")
def provider_file_alone(tmp_path_factory):
    """Build from the provider file and from nothing else."""
    folder = tmp_path_factory.mktemp("provider-file-alone")
    directory.write_demonstration(path=folder / "rows.csv", count=1000)
    built_at = datetime(2026, 11, 1, tzinfo=UTC)
    directory.build(nppes=folder / "rows.csv", out=folder / "directory", built_at=built_at, demonstration=True)
    return folder / "directory"


def test_a_directory_without_those_files_says_so_and_not_that_nothing_is_shown(client, settings, provider_file_alone):
    settings.UNPINCH_DIRECTORY = provider_file_alone
    query = directory.Query(near="06105", within_miles=500.0)
    some_npi = directory.search(snapshot=directory.open_snapshot(path=provider_file_alone), query=query).results[0].npi
    snapshot.forget()
    words = _words(html.unescape(client.get(f"/clinicians/{some_npi}/").content.decode()))
    assert "Not known: this directory was made without Medicare's files." in words
    assert "show nothing" not in words


def test_it_says_in_words_what_they_are_and_what_the_medicare_file_says(client):
    words = _words(_page(client))
    assert "Physical therapist 225100000X" in words
    assert "Another kind, which gives none of the care compared here 207ZP0101X" in words
    assert re.search(r"Group practice Fictional Spine, Group \(12 clinicians\)", words)
    assert "Video or phone yes, they see people that way" in words
    assert "Medicare's amount taken as payment in full" in words
    assert "Finished training in 2001" in words
    silent = _words(_page(client, 2))
    assert "Group practice" not in silent
    assert "Video or phone" not in silent


def test_coming_from_a_search_it_says_why_they_stand_where_they_stand(client):
    search = f"near={WEST_HARTFORD}&within=10&care=dry_needling"
    found = html.unescape(client.get(f"/find/?{search}").content.decode())
    entry = re.findall(rf'id="npi-{npi(1)}".*?</li>\s*(?=<li class="up-card|</ol>)', found, re.DOTALL)[0]
    href = re.findall(r'href="(/clinicians/[^"]+)"', entry)[0]
    assert href == f"/clinicians/{npi(1)}/?{search}"
    page = html.unescape(client.get(href).content.decode())
    assert f'href="/find/?{search}">Back to the search' in page
    assert re.findall(r'data-points="(\d+)"', page) == re.findall(r'data-points="(\d+)"', entry)
    assert re.search(r"The nearest to your search</p><p><strong>2 Example Rd", page)
    assert "same ZIP code" in page
    total = re.findall(r'data-total="(\d+)"', page)[0]
    assert sum(map(int, re.findall(r'data-points="(\d+)"', page))) == int(total)
    assert f"Why here in your search: {total} of 1000 points" in page


@pytest.mark.parametrize(("care", "words"), [("dry_needling", "Dry needling in CT: not clear, ask"), ("exercise", "")])
def test_the_list_says_in_a_line_what_the_state_allows_where_it_rules(client, care, words):
    page = _words(html.unescape(client.get(f"/find/?near={HARTFORD}&within=10&care={care}").content.decode()))
    assert (("in CT: not clear" in page), words in page) == (bool(words), True)


@pytest.mark.parametrize(
    "query", ["?near=99546&within=5", "?near=banana", "?within=-4&near=06105", "?care=magic", "?name=smith", "?x=1"]
)
def test_a_search_that_would_not_find_them_is_left_out(client, query):
    page = _page(client, query=query)
    assert "Why here in your search" not in page
    assert "Back to the search" not in page


def test_a_name_does_not_travel_on_to_the_page(client):
    found = client.get(f"/find/?near={HARTFORD}&within=10&name=sample").content.decode()
    links = re.findall(r'href="(/clinicians/[^"]+)"', found)
    assert not any("name" in link for link in links)


def test_what_medicares_file_says_can_be_asked_for_and_is_counted(client):
    page = html.unescape(client.get(f"/find/?near={HARTFORD}&within=10").content.decode())
    labels = re.findall(
        r'name="(telehealth|group|assignment)" value="1"><span>([^<]+) <span class="up-soft">(\d+)', page
    )
    assert [(name, count) for name, _label, count in labels] == [
        ("telehealth", "1"),
        ("group", "1"),
        ("assignment", "1"),
    ]
    for name, label, count in labels:
        sent = client.post("/find/", {"near": HARTFORD, "within": "10", name: "1"})
        assert sent["Location"] == f"/find/?near={HARTFORD}&within=10&{name}=1"
        answer = html.unescape(client.get(sent["Location"]).content.decode())
        assert re.findall(r'id="npi-(\d+)"', answer) == [npi(1)]
        assert re.search(rf"Take away: </span>{label} <span", answer)
        assert count == "1"
    assert "video or phone" in page
    assert "<title>Error:" in client.get(f"/find/?near={HARTFORD}&group=maybe").content.decode()


def test_without_that_file_nobody_is_asked_for_it(client, settings, provider_file_alone):
    settings.UNPINCH_DIRECTORY = provider_file_alone
    snapshot.forget()
    page = client.get("/find/?near=10001&within=50").content.decode()
    assert 'name="telehealth"' not in page
    assert 'id="id_flags" hidden' in page


def test_where_few_are_found_those_who_see_people_by_video_are_counted(client):
    page = client.get("/find/?near=10001&within=25").content.decode()
    assert "1 clinician within 500 miles who see people by video or phone" in page


def test_a_report_names_every_place_it_may_be_about(client):
    client.post(f"/clinicians/{npi(1)}/wrong/", {"wrong": "address"})
    from unpinch.server.profiles.models import Report

    shown = Report.objects.get().shown
    assert "Example Ave" in shown
    assert "Example Rd" in shown


def _of_the_demonstration(client, settings, demonstration, *, number_of_cares):
    settings.UNPINCH_DIRECTORY = demonstration
    snapshot.forget()
    opened = directory.open_snapshot(path=demonstration)
    everybody = (str(npi) for npi in opened.arrays.clinician_npi)
    shown = (directory.show(snapshot=opened, npi=npi) for npi in everybody)
    chosen = next(
        each
        for each in shown
        if sum(bool(care.years) for care in each.shown) >= number_of_cares
        and each.telehealth
        and len(each.practices) > 1
        and each.practices[0].same_street
    )
    return chosen, _words(html.unescape(client.get(f"/clinicians/{chosen.npi}/").content.decode()))


def test_what_the_demonstration_shows_of_somebody_is_said_to_be_invented(client, settings, demonstration):
    chosen, words = _of_the_demonstration(client, settings, demonstration, number_of_cares=2)
    cares = [care for care in chosen.shown if care.years]
    assert words.count("Invented for the demonstration. Nobody did or billed this:") == len(cares)
    for care in cares:
        assert re.search(rf"{care.name} Invented for the demonstration\.", words)
    assert "services billed to Medicare" in words
    assert "What they did: invented, in the form of Medicare's files" in words
    assert "Named by an invented provider file and an invented Medicare file." in words
    assert "Two invented files name the same street." in words
    assert "A file invented for the demonstration says that they see people by video or phone." in words
    assert "Nothing here is in any public file." in words
    for claim in (
        "as Medicare paid for it",
        "Medicare's file says",
        "Medicare's files show",
        "the national provider file",
        "Two publishers",
        "right in about",
    ):
        assert claim not in words


def test_a_search_of_the_demonstration_claims_nothing_of_medicare(client, settings, demonstration):
    settings.UNPINCH_DIRECTORY = demonstration
    snapshot.forget()
    path = "/find/?near=06105&within=100&care=physical_therapy&telehealth=1"
    words = _words(html.unescape(client.get(path).content.decode()))
    assert "whom an invented file names as seeing people by video or phone" in words
    assert "Sees people by video or phone, says an invented file." in words
    assert "Invented files" in words
    assert "Known from an invented file" in words
    for claim in ("Medicare's file says", "says Medicare's file", "Medicare's file gives", "Medicare's files show"):
        assert claim not in words
