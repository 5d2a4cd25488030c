"""The search page: a map whose dots lead to who is there, filters to take back, what else to ask, a link to share."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.django_db

NEW_YORK = "/find/?near=10001&within=50"
DOT = re.compile(r'<a class="up-map__link[^"]*" id="at-(\d{5})" href="([^"#]+)#results" aria-label="([^"]+)"')


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _total(page):
    heading = re.search(r'id="results-title">\s*([\d,]+) clinician', page)
    return int(heading[1].replace(",", "")) if heading else 0


def _dots(page):
    return [(code, html.unescape(href), html.unescape(words)) for code, href, words in DOT.findall(page)]


def _first(pattern, page):
    """Give what a pattern with one group finds first."""
    return re.findall(pattern, page)[0]


def _number(words):
    return int(_first(r": ([\d,]+) clinicians?;", words).replace(",", ""))


def _names(page):
    return re.findall(r'id="npi-(\d{10})"', page)


def test_the_dots_add_up_and_each_leads_to_exactly_who_is_there(client):
    page = _page(client, NEW_YORK)
    dots = _dots(page)
    counts = [_number(words) for _code, _href, words in dots]
    assert sum(counts) == _total(page)
    assert len(dots) > 5
    everybody = set()
    for (code, href, _words), count in zip(dots, counts, strict=True):
        there = _page(client, href)
        assert _total(there) == count
        assert f'id="at-{code}"' in there
        assert re.search(rf'id="at-{code}"[^>]*aria-current="true"', there)
        assert "Show all" in there
        everybody |= set(_names(there))
    assert set(_names(page)) <= everybody


def test_a_dot_says_who_of_the_list_is_there(client):
    page = _page(client, NEW_YORK)
    said = [
        int(number)
        for _c, _h, words in _dots(page)
        for number in re.findall(r"\d+", words.split("in this list:")[-1])
        if "in this list" in words
    ]
    assert sorted(said) == list(range(1, len(_names(page)) + 1))
    for rank in re.findall(r'<a class="up-link up-map__rank" href="#npi-(\d{10})"', page):
        assert rank in _names(page)


def test_a_place_of_another_map_stands_for_itself(client):
    page = _page(client, f"{NEW_YORK}&at=99546")
    assert "Nobody found" in page
    assert "<title>Error:" in _page(client, f"{NEW_YORK}&at=somewhere")


def test_pages_stay_in_the_place_and_a_new_search_leaves_it(client):
    code, href, _words = max(_dots(_page(client, "/find/?near=10001&within=100")), key=lambda dot: _number(dot[2]))
    there = _page(client, href)
    if "page=2" in there:
        assert f"at={code}&amp;page=2" in there
    sent = client.post("/find/", {"near": "10001", "within": "50"})
    assert "at=" not in sent["Location"]


def test_each_chosen_filter_can_be_taken_back(client):
    page = _page(
        client, f"{NEW_YORK}&gender=female&specialty=physical_therapist&specialty=chiropractor&care=dry_needling"
    )
    ways = dict(re.findall(r'href="([^"]+)"><span class="up-hidden">Take away: </span>([^<]+) <span', page))
    asked = {words: parse_qs(urlsplit(html.unescape(href)).query) for href, words in ways.items()}
    assert set(asked) == {"Gender: female", "Physical therapist", "Chiropractor", "Dry needling"}
    assert "gender" not in asked["Gender: female"]
    assert asked["Chiropractor"]["specialty"] == ["physical_therapist"]
    assert all(query["near"] == ["10001"] and query["within"] == ["50"] for query in asked.values())


WAY = re.compile(r'<li><a class="up-link" href="([^"]+)">([\d,]+) clinicians? ([^<]+)</a></li>')


@pytest.mark.parametrize(
    "asked",
    [
        "near=06105&within=5&gender=male&specialty=acupuncturist",
        "near=78701&within=10&gender=female&care=acupuncture",
        "near=59301&within=5&specialty=rheumatologist",
        "near=82801&within=5&care=acupuncture&gender=male",
    ],
)
def test_where_few_are_found_it_says_how_many_there_are_otherwise_and_tells_the_truth(client, asked):
    page = _page(client, f"/find/?{asked}")
    total = _total(page)
    assert total < 5
    assert ("Few here." if total else "Nobody matches all of this.") in page
    ways = WAY.findall(page)
    assert ways
    for href, count, words in ways:
        assert _total(_page(client, html.unescape(href))) == int(count.replace(",", "")) > total, words


def test_farther_away_and_each_filter_less_are_offered(client):
    words = {words for _href, _count, words in WAY.findall(_page(client, "/find/?near=06105&within=5&gender=male"))}
    assert {"within 50 miles", "within 100 miles", "of any gender"} <= words


def test_with_many_found_nothing_else_is_offered(client):
    assert "There are:" not in _page(client, "/find/?near=10001&within=100")


def test_a_name_that_nobody_has_is_in_no_address_and_leads_to_those_near(client):
    page = client.post("/find/", {"near": "10001", "within": "50", "name": "Zzyzxqw"}).content.decode()
    assert re.search(r"[\d,]+ clinicians? of any name", page)
    assert "Zzyzxqw" not in "".join(re.findall(r'href="([^"]+)"', page))


def test_the_link_to_share_holds_place_and_filters_and_nothing_of_the_story(told):
    page = _page(told, f"{NEW_YORK}&care=dry_needling&gender=female&page=2")
    link = html.unescape(_first(r'up-find-share" hx-boost="false" href="([^"]+)"', page))
    assert parse_qs(urlsplit(link).query) == {
        "near": ["10001"],
        "within": ["50"],
        "care": ["dry_needling"],
        "gender": ["female"],
    }
    assert link.startswith("http://testserver/find/?")


def test_words_about_the_body_make_no_link_to_share_and_no_link_of_the_map(client):
    page = client.post("/find/", {"near": "10001", "within": "50", "name": "my leg is numb"}).content.decode()
    assert "These are near you by place." in page
    assert 'class="up-map"' in page
    assert not _dots(page)
    assert "up-find-share" not in page
    assert "numb" not in "".join(re.findall(r'href="([^"]+)"', page))


def test_a_link_followed_by_htmx_gets_the_whole_page_and_a_form_a_part(client):
    whole = client.get(NEW_YORK, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert b'<main class="up-main" id="main"' in whole.content
    part = client.post("/find/", {"near": "10001", "within": "50"}, headers={"HX-Request": "true"}).content.decode()
    assert "<main" not in part
    assert 'id="id_specialty" hx-swap-oob="true"' in part
    assert {"HX-Request", "HX-Boosted"} <= set(re.split(r",\s*", whole["Vary"]))


def test_the_counts_beside_the_kinds_lead_to_exactly_so_many(client):
    page = _page(client, NEW_YORK)
    facets = re.findall(r'<a class="up-tag up-find-filter" href="([^"]+)">[^<]+: ([\d,]+)</a>', page)
    assert len(facets) > 3
    for href, count in facets[:4]:
        assert _total(_page(client, html.unescape(href))) == int(count.replace(",", ""))


def test_what_is_said_to_be_wrong_shows_in_the_list(client):
    npi = _names(_page(client, NEW_YORK))[0]
    client.post(f"/clinicians/{npi}/wrong/", {"wrong": "phone", "words": ""})
    page = _page(client, NEW_YORK)
    assert re.search(r"The phone number: Said to be wrong on 20\d\d-\d\d-\d\d, today, not yet checked", page)


def test_a_page_beyond_the_last_leads_back(client):
    page = _page(client, f"{NEW_YORK}&page=999")
    assert "There are fewer pages than this." in page
    assert 'href="/find/?near=10001&amp;within=50">Go to the first' in page
