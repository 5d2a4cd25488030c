"""What a clinician found, from the form to the fit and back, and what is laid over the chart."""

import re

import pytest

from tests.integration.server.kept_story import story_session
from unpinch import patterns
from unpinch.server.web import story as kept_story

pytestmark = pytest.mark.django_db

ANSWERS = "/understand/answers/"


def _page(client):
    return re.sub(r"\s+", " ", client.get("/understand/").content.decode())


def _shares(client):
    """Give the share of each pattern as the page shows it."""
    page = _page(client)
    found = re.findall(r'<h3 class="up-subheading">([^<]+)</h3>.*?Share: (\d+) of 100', page)
    return {name: int(share) for name, share in found}


def test_every_examination_can_be_given_with_how_it_is_done_and_what_it_shows(told):
    page = _page(told)
    assert "Has a clinician examined you?" in page
    for examination, name in patterns.examinations().items():
        boxes = re.findall(rf'<input[^>]+name="examination-{examination}" value="(\w+)"( checked)?', page)
        assert boxes == [("not_done", " checked"), ("negative", ""), ("positive", "")]
        assert str(name) in page
    assert "in 74 of 100 with it and in 9 of 100 without" in page


def test_a_result_moves_the_fit_is_among_the_reasons_and_can_be_taken_back(told):
    before = _shares(told)
    answer = told.post(ANSWERS, {"examination-sacroiliac_provocation": "positive"})
    assert (answer.status_code, answer["Location"]) == (302, "/understand/")
    page = _page(told)
    assert "Examined: Three of six tests that press or twist the joint hurt, positive" in page
    assert "hurt: positive on examination. This makes it" in page
    assert _shares(told)["Sacroiliac joint"] > before["Sacroiliac joint"]
    assert 'name="examination-sacroiliac_provocation" value="not_done">Take back' in page
    told.post(ANSWERS, {"examination-sacroiliac_provocation": "not_done"})
    assert "Examined:" not in _page(told)
    assert _shares(told) == before


def test_a_negative_result_speaks_against(told):
    told.post(ANSWERS, {"examination-slump": "negative"})
    page = _page(told)
    card = page.split('<h3 class="up-subheading">Nerve root L5</h3>')[1].split("</article>")[0]
    against = card.split("Speaks against it")[1]
    assert "Slump test: negative on examination. This makes it" in against
    assert "less likely" in against


def test_results_are_kept_when_other_answers_and_other_words_follow(told, story):
    told.post(ANSWERS, {"examination-slump": "positive", "examination-romberg": "negative"})
    told.post(ANSWERS, {"finding-shooting": "no"})
    told.post("/", {"text": story + " It began in May."})
    assert sorted(story_session(told)["story"]["examinations"]) == [["romberg", False], ["slump", True]]


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        ({"examination-tail_wag": "positive"}, "Choose examinations from the list. We do not know “tail_wag”."),
        ({"examination-slump": "maybe"}, "Choose positive, negative or not done for: Slump test."),
        ({"examination-": "positive"}, "Choose examinations from the list."),
        ({"examination-<b>": "positive"}, "We do not know “&lt;b&gt;”."),
    ],
)
def test_what_is_no_examination_or_no_result_is_refused_in_one_line_and_nothing_is_kept(told, sent, line):
    answer = told.post(ANSWERS, {**sent, "examination-romberg": "positive", "finding-shooting": "no"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert line in page
    assert page.count('<a class="up-link" href="#examined">') == 1
    assert story_session(told)["story"]["examinations"] == []
    assert story_session(told)["story"]["answers"] == []


def test_results_without_a_story_lead_back_to_the_start(client):
    assert client.post(ANSWERS, {"examination-slump": "positive"}, follow=True).redirect_chain[-1][0] == "/"


def test_a_story_of_the_shape_before_is_still_read(told):
    session = story_session(told)
    del session["story"]["examinations"]
    session["story"]["version"] = 2
    session.save()
    assert "What the pattern fits" in _page(told)


def test_a_result_of_an_examination_that_is_gone_is_left_out(told):
    session = story_session(told)
    session["story"]["examinations"] = [["gone", True], ["slump", False]]
    session.save()
    page = _page(told)
    assert page.count("Examined:") == 2, "once to read and once for its button"
    assert "gone" not in page


def test_the_session_holds_what_a_story_holds(told, rf):
    told.post(ANSWERS, {"examination-slump": "positive"})
    request = rf.get("/")
    request.story_session = story_session(told)
    read = kept_story.read(request)
    assert read is not None
    assert read.examinations == (patterns.Examination("slump", is_positive=True),)


def test_the_leading_structure_is_laid_over_the_marks_and_others_can_be_chosen(told):
    page = _page(told)
    (first,) = re.findall(r'<input class="up-body__over up-body__over--1" type="radio"[^>]*>', page)
    leading = re.findall(r'<h3 class="up-subheading">([^<]+)</h3><span class="up-tag', page)[0]
    assert " checked" in first
    assert f'aria-label="{leading}"' in first
    offered = re.findall(r'type="radio" name="body-chart-layer" id="[^"]+" aria-label="([^"]+)"', page)
    mapped = [one for one in patterns.structures() if patterns.layer(structure=one.id).parts]
    assert len(offered) == len(mapped)
    assert "We have no map of where these are felt: small joints of the spine (facet joints)." in page


def test_a_muscle_leads_to_its_page_from_its_card_and_from_the_chart(told):
    page = _page(told)
    assert page.count('href="/learn/muscles/piriformis/"') == 2


def test_nothing_is_put_forward_where_nothing_is_marked(client):
    client.post("/", {"text": "I feel awful for 3 weeks, no fever"})
    page = _page(client)
    assert re.search(r'id="body-chart-layer-0" checked', page)
    assert not re.search(r'up-body__over--1"[^>]* checked', page)
