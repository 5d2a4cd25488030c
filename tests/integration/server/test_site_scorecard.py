"""The page that says how often we are wrong: every kept figure, every mistake, and what is said without them."""

import copy
import html
import re

import pytest
from django.utils import translation

from unpinch import knowledge, scorecard
from unpinch.server.web.presenters.numbers import count_words, percent_words
from unpinch.server.web.presenters.scorecard import scorecard_page
from unpinch.server.web.presenters.shares import how_many_go_wrong, opposite

pytestmark = pytest.mark.django_db

PATH = "/about/scorecard/"
MOST_BYTES = 300_000
KEPT = scorecard.kept_figures()


@pytest.fixture
def shown_with(client, monkeypatch):
    """Show the page with other figures."""

    def show(figures) -> str:
        monkeypatch.setattr("unpinch.server.web.views.about.kept_figures", lambda: figures)
        answer = client.get(PATH)
        assert answer.status_code == 200
        return str(html.unescape(answer.content.decode()))

    return show


def _words(page: str) -> str:
    """Give what a reader sees of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _share(hits: int, of: int, interval: list[float]):
    return {"hits": hits, "of": of, "share": hits / of, "interval": interval}


def _some_set():
    return copy.deepcopy(next(iter(KEPT["sets"].values())))


def test_every_kept_level_figure_is_shown(shown_with):
    words = _words(shown_with(KEPT))
    shares = ("emergencies", "over_triage", "under_triage", "exact_level", "accepted_level")
    for scored in KEPT["sets"].values():
        for lang in {"all", "en", "es"} & set(scored):
            for name in shares:
                share = scored[lang][name]
                assert f"{share['hits']:,} of {share['of']:,}" in words


def test_every_finding_is_named_by_its_meaning_and_leads_to_its_rule(shown_with, client):
    page = shown_with(KEPT)
    rules = client.get("/about/rules/").content.decode()
    meanings = {finding.id: finding.meaning for finding in knowledge.findings()}
    for scored in KEPT["sets"].values():
        for finding in scored["all"]["by_finding"]:
            assert f'href="/about/rules/#finding-{finding}">{meanings[finding]}</a>' in page
            assert f'id="finding-{finding}"' in rules
    assert not [name for name in meanings if "_" in name and name in _words(page)]


def test_every_wrong_text_is_shown(shown_with):
    page = shown_with(KEPT)
    for scored in KEPT["sets"].values():
        assert all(one["text"] in page for one in scored["wrong"])
        assert page.count('<blockquote class="up-quote"') == sum(len(each["wrong"]) for each in KEPT["sets"].values())


def test_a_missed_emergency_is_not_folded_away_and_says_both_levels():
    figures = {"sets": {"development": _some_set()}}
    figures["sets"]["development"]["wrong"] = [
        {"id": "a", "text": "Fine.", "level": "routine", "right_level": "routine", "level_accepted": True,
         "missed": ["fever"], "false": [], "other": []},
        {"id": "b", "text": "Numb.", "level": "routine", "right_level": "emergency_now", "level_accepted": False,
         "missed": ["saddle_numbness"], "false": ["fever"], "other": ["duration_days"], "lang": "en"},
    ]  # fmt: skip
    worst, other = scorecard_page(figures).mistakes[0].groups
    assert (worst.is_open, other.is_open) == (True, False)
    meanings = {finding.id: finding.meaning for finding in knowledge.findings()}
    assert worst.mistakes[0].lang == "en"
    assert worst.mistakes[0].lines == (
        ("We said", "routine"),
        ("Right", "emergency"),
        ("Missed", meanings["saddle_numbness"]),
        ("Heard, not there", meanings["fever"]),
        ("Not read rightly", "For how long"),
    )
    assert other.mistakes[0].lines == (("Missed", meanings["fever"]),)


def test_a_level_too_high_and_one_too_low_are_told_apart():
    base = {"text": "x", "level_accepted": False, "missed": [], "false": [], "other": []}
    figures = {"sets": {"development": _some_set()}}
    figures["sets"]["development"]["wrong"] = [
        base | {"id": "a", "level": "emergency_now", "right_level": "same_day"},
        base | {"id": "b", "level": "routine", "right_level": "same_day"},
    ]
    groups = scorecard_page(figures).mistakes[0].groups
    assert [(group.heading, len(group.mistakes)) for group in groups] == [
        ("Less urgent than right", 1),
        ("More urgent than right", 1),
    ]


def test_every_published_case_has_both_levels_and_its_source(shown_with):
    page = shown_with(KEPT)
    for case in KEPT["published_cases"]:
        assert case["text"] in page
        assert f'href="{case["source_url"]}"' in page
    cases = scorecard_page(KEPT).cases
    assert cases is not None
    counted = [int(row.cells[0].words) for row in cases.levels.groups[0].rows]
    assert sum(counted) == cases.count == len(KEPT["published_cases"])
    for row in cases.levels.groups[0].rows:
        assert int(row.cells[0].words) == sum(int(cell.words) for cell in row.cells[1:])


@pytest.mark.parametrize("figures", [{}, {"sets": {}}, {"sets": {}, "published_cases": []}])
def test_without_figures_it_says_so(shown_with, figures):
    page = shown_with(figures)
    assert "No texts have been scored for this page yet." in page
    assert "unpinch scorecard" in page
    assert 'id="figures"' not in page
    assert 'id="cases"' not in page


def test_a_set_in_one_language_only_is_shown(shown_with):
    one = _some_set()
    one.pop("es", None)
    page = shown_with({"sets": {"examples": one}})
    assert "Worked examples" in page
    assert 'scope="row">Spanish' not in page


def test_it_says_when_no_rule_was_written_from_the_texts_and_when_some_were(shown_with):
    without = shown_with({"sets": {"development": _some_set()}})
    assert "No blind texts have been scored yet." in without
    with_blind = shown_with({"sets": {"blind": _some_set(), "development": _some_set()}})
    assert "These four come from blind texts" in with_blind
    assert "so the next score needs fresh ones" in with_blind


def test_it_says_who_wrote_the_texts(shown_with):
    words = _words(shown_with(KEPT))
    assert "We wrote these texts ourselves. No patient wrote one, and no clinician has checked the answers." in words
    assert "They do not show that we are better." in words


def test_errors_are_told_in_whole_people_with_what_chance_leaves_room_for():
    missed = opposite(_share(75, 78, [0.8929, 0.9868]))
    assert how_many_go_wrong(missed) == ("About 4 in 100.", "Chance alone leaves room for 1 to 11 in 100.")
    assert how_many_go_wrong(_share(1, 1000, [0.0002, 0.0056]))[0] == "Fewer than 1 in 100."


def test_none_missed_is_never_told_as_never():
    none = how_many_go_wrong(opposite(_share(78, 78, [0.9531, 1.0])))
    assert none == (
        "None of 78 went wrong. That does not mean never.",
        "Up to 4 in 100 could go wrong and we might still have seen none (the rule of three: 3 of 78).",
    )
    # The rule of three is too rough for 7: the end of Wilson's interval is taken.
    few = how_many_go_wrong(opposite(_share(7, 7, [0.6457, 1.0])))
    assert few[1] == "With so few texts, up to 36 in 100 could go wrong all the same."


def test_numbers_have_the_form_of_the_language():
    assert (count_words(1234), percent_words(0.9615)) == ("1,234", "96.2%")
    with translation.override("de"):
        assert (count_words(1234), percent_words(0.9615)) == ("1.234", "96,2%")


def test_nearly_all_does_not_look_like_all():
    assert (percent_words(0.9999), percent_words(1), percent_words(0)) == ("100.0%", "100%", "0%")


def test_it_is_linked_from_where_people_wonder(client, told):
    for path in ("/about/", "/about/rules/", "/understand/"):
        assert f'href="{PATH}"' in told.get(path).content.decode()


def test_an_emergency_shows_nothing_but_what_to_do(in_emergency):
    assert PATH not in in_emergency.get("/understand/").content.decode()


def test_each_anchor_is_there_once_and_each_link_leads_to_one(client):
    page = client.get(PATH).content.decode()
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    named = re.findall(r'href="#([^"]+)"', page) + re.findall(r'aria-labelledby="([^"]+)"', page)
    assert set(named) <= set(anchors)


def test_it_travels_small(client):
    answer = client.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < MOST_BYTES
