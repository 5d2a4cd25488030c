"""Presenters: the words and branches of the pages, without a request."""

import pytest

from unpinch import evidence, knowledge, navigator
from unpinch.directory import Address
from unpinch.kernel import FindingStatus, Mark, Reason, Request, Side, say
from unpinch.server.web.presenters.article import harm_count
from unpinch.server.web.presenters.bars import bar_of
from unpinch.server.web.presenters.care import care_panel
from unpinch.server.web.presenters.evidence import evidence_page
from unpinch.server.web.presenters.find import address_words, phone_words
from unpinch.server.web.presenters.find_address import find_address
from unpinch.server.web.presenters.numbers import MINUS, interval_words, number_words
from unpinch.server.web.presenters.options import cover_summary, guideline_summary, known_wishes, options_page
from unpinch.server.web.presenters.tell import tell_page
from unpinch.server.web.presenters.treatment import treatment_page
from unpinch.server.web.presenters.understand import understand_page
from unpinch.server.web.presenters.wording import duration_words, joined, mark_words, sourced_lines

STORY = "shooting pain down the back of my left leg to the calf for six weeks, no fever, I take warfarin, near 06105"
EMERGENCY = "since this morning I am numb between my legs and can't pee, both legs hurt"


def _read(text, **more):
    return navigator.read(story=navigator.Story(text=text, **more))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (42, "6 weeks"),
        (84, "12 weeks"),
        (85, "3 months"),
        (365, "12 months"),
        (699, "23 months"),
        (700, "2 years"),
        (3650, "10 years"),
    ],
)
def test_durations_are_said_as_people_say_them(days, words):
    assert duration_words(days) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0"), (-1.06, f"{MINUS}1.06"), (12.10, "12.1"), (1463.0, "1,463"), (-30.0, f"{MINUS}30")]
)
def test_numbers_have_a_real_minus_and_no_empty_digits(value, words):
    assert number_words(value) == words


def test_an_interval_that_was_not_printed_is_not_shown():
    assert interval_words(None, 1.0) == ""
    assert interval_words(-1.5, 2.0) == f"{MINUS}1.5 to 2"


@pytest.mark.parametrize(
    ("words", "sentence"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(words, sentence):
    assert joined(words) == sentence


def test_a_mark_says_its_side():
    assert mark_words(Mark("calf_medial", Side.LEFT)).endswith("(left)")
    assert "(" not in mark_words(Mark("coccyx"))


def test_a_reason_comes_once():
    reason = Reason("fever", say("A fever."), "https://example.org")
    assert len(sourced_lines((reason, reason))) == 1


def test_each_emergency_question_of_the_first_page_has_a_source():
    page = tell_page()
    assert len(page.emergency_signs) >= 5
    assert all(sign.source.startswith("http") for sign in page.emergency_signs)


def test_what_was_understood_has_its_quote_and_its_opposite():
    page = understand_page(_read(STORY))
    pieces = {piece.finding: piece for piece in page.pieces if piece.finding}
    assert pieces["shooting"].words.startswith("Yes: ")
    assert pieces["shooting"].quote in STORY
    assert pieces["shooting"].opposite == "no"
    assert pieces["fever"].words.startswith("No: ")
    assert pieces["fever"].opposite == "yes"
    assert "For 6 weeks" in {piece.words for piece in page.pieces}
    assert "Near ZIP code 06105" in {piece.words for piece in page.pieces}


def test_an_answer_is_marked_as_one():
    page = understand_page(_read(STORY, answers=(("tingling", FindingStatus.PRESENT),)))
    assert [piece.finding for piece in page.pieces if piece.was_answered] == ["tingling"]


def test_needles_ask_first_with_a_blood_thinner():
    page = understand_page(_read(STORY))
    assert page.needling.status == "ask_first"
    assert page.needling.reasons


def test_at_most_five_questions_each_with_a_source():
    questions = understand_page(_read(STORY)).questions
    assert 0 < len(questions) <= 5
    assert all(question.field.startswith("finding-") and question.source for question in questions)


def test_patterns_are_shown_best_first_with_the_rest_one_step_away():
    page = understand_page(_read(STORY))
    shares = [row.percent for row in (*page.patterns, *page.further_patterns)]
    assert shares == sorted(shares, reverse=True)
    assert len(page.patterns) == 3


def test_an_emergency_says_so_first():
    care = care_panel(_read(EMERGENCY).triage)
    assert care.is_emergency
    assert not care.is_crisis
    assert care.heading == "Get emergency help now"
    assert care.what_to_do


def test_a_crisis_alone_has_its_own_words():
    care = care_panel(_read("I want to kill myself").triage)
    assert care.is_crisis
    assert care.heading == "Talk to someone now"


def test_a_crisis_with_an_emergency_is_both():
    care = care_panel(_read(f"{EMERGENCY}. I want to kill myself").triage)
    assert care.is_crisis
    assert care.heading == "Get emergency help now"


def test_the_address_of_the_search_holds_place_and_filters_alone():
    address = find_address(_read(STORY))
    assert address.startswith("/find/?near=06105&within=25")
    for word in ("shooting", "warfarin", "leg", "weeks"):
        assert word not in address


def test_without_a_place_the_search_begins_empty():
    assert find_address(None) == "/find/"
    assert find_address(None, care="massage") == "/find/?care=massage"


def test_unknown_wishes_are_left_out_and_known_ones_come_once():
    assert known_wishes(["magic", "speed", "speed", "no_needles"]) == ("speed", "no_needles")


def test_the_overview_keeps_the_order_it_is_given():
    options = navigator.options()
    page = options_page(options=options, condition="sciatica", wishes=("speed",), request=None)
    assert [row.id for row in page.rows] == [option.id for option in options]
    assert [wish.value for wish in page.wishes if wish.is_chosen] == ["speed"]


def test_a_treatments_own_surest_numbers_speak_for_it():
    rows = {
        row.id: row
        for row in options_page(options=navigator.options(), condition="sciatica", wishes=(), request=None).rows
    }
    pain = rows["dry_needling"].pain
    assert pain is not None
    own = {row.id for row in knowledge.pooled_results() if row.treatment == "dry_needling"}
    shown = [effect for effect in _known("dry_needling").effects if effect.sentence == pain.sentence]
    assert {effect.id for effect in shown} <= own
    assert pain.certainty == "low"
    assert not pain.is_direct


def test_what_was_asked_about_is_marked():
    request = Request(treatments=("dry_needling",), insurer="tricare")
    page = options_page(options=navigator.options(), condition="sciatica", wishes=(), request=request)
    assert [row.id for row in page.rows if row.is_asked_about] == ["dry_needling"]


def _known(treatment):
    return next(row for row in evidence.compare(condition="sciatica").treatments if row.id == treatment)


def test_cover_speaks_of_ones_own_insurer_where_it_is_known():
    assert cover_summary(_known("dry_needling"), insurer="tricare").startswith("Your insurer")
    assert cover_summary(_known("dry_needling"), insurer=None).startswith("Policies we read")
    assert "Ask your insurer" in cover_summary(_known("massage"), insurer="tricare")


def test_payers_that_clash_are_said_to():
    assert "They disagree." in cover_summary(_known("dry_needling"), insurer="medicare")


def test_guidelines_are_counted():
    assert "against" in guideline_summary(_known("opioid"))
    assert guideline_summary(_known("antidepressant")) == "No guideline we read speaks of it."


def test_a_bar_lies_within_its_drawing():
    effects = [effect for row in evidence.compare(condition="sciatica").treatments for effect in row.effects]
    bars = [bar for effect in effects if (bar := bar_of(effect))]
    assert len(bars) > 20
    for bar in bars:
        places = [bar.zero_at, bar.estimate_at, bar.low_at, bar.high_at, bar.zone_at]
        assert all(0 <= place <= 100 for place in places if place is not None)


def test_a_result_in_words_has_no_bar():
    narrative = next(effect for effect in _known("traction_decompression").effects if effect.estimate is None)
    assert bar_of(narrative) is None


def test_only_dry_needling_has_state_rules_and_claims():
    needling = treatment_page(known=_known("dry_needling"), option=None, insurer=None, condition="sciatica")
    surgery = treatment_page(known=_known("discectomy"), option=None, insurer=None, condition="sciatica")
    assert needling.scope is not None
    assert needling.claims is not None
    assert surgery.scope is None
    assert surgery.claims is None
    assert "not yet reviewed by a clinician" in needling.checked


def test_a_harm_without_a_denominator_says_so():
    reports = next(harm for harm in knowledge.harms() if harm.events is not None and harm.denominator is None)
    counted = next(harm for harm in knowledge.harms() if harm.events is not None and harm.denominator)
    assert "nobody knows of how many" in harm_count(reports)
    assert " of " in harm_count(counted)


def test_evidence_is_filtered_by_what_it_is_about():
    page = evidence_page({"treatment": "dry_needling"})
    everything = evidence_page({"page": "nonsense", "results": "999"})
    assert 0 < page.trial_count < everything.trial_count
    assert 0 < page.result_count < everything.result_count
    assert everything.page == 1
    assert everything.result_page == everything.result_page_count
    assert sum(file.rows for file in everything.files) > 1000


@pytest.mark.parametrize(("digits", "words"), [("8605550101", "(860) 555-0101"), ("", ""), ("123", "123")])
def test_a_phone_number_is_written_as_people_dial(digits, words):
    assert phone_words(digits) == words


def test_an_address_skips_what_is_missing():
    address = Address(line_1="1 Sample Ave", line_2="", city="Hartford", state="CT", zip_code="06105")
    assert address_words(address) == "1 Sample Ave, Hartford, CT 06105"


def test_a_finding_without_a_side_says_none():
    page = understand_page(_read("worse sitting"))
    assert all("side" not in piece.words for piece in page.pieces if piece.finding == "worse_sitting")


def test_a_text_in_spanish_is_told_that_it_is_read_less_well():
    assert understand_page(_read("me duele la pierna izquierda desde hace dos semanas")).language_note
    assert not understand_page(_read("my left leg has hurt for two weeks")).language_note
