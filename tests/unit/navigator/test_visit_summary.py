"""The page that a person brings: what they chose and nothing else, as they typed it, on one sheet."""

import json
import re
import zlib
from datetime import date
from pathlib import Path

import pytest

from unpinch import navigator
from unpinch.kernel import Mark, MarkKind, Side
from unpinch.navigator import Paper, Story, SummaryChoice, SummaryPart

DAY = date(2026, 11, 23)
SCIATICA = (
    "shooting pain down the back of my left leg to the calf for six weeks, worse sitting, PT did not help, "
    "is dry needling worth it. I take eliquis"
)
EMERGENCY = "since this morning I am numb between my legs and can't pee, both legs hurt"
MARKS = (Mark("calf_lateral", Side.LEFT, strength=3), Mark("lateral_foot", Side.LEFT, MarkKind.NUMBNESS))
# What would run, read a file, leave the page, or break out of a string, were it source.
HOSTILE = (
    '#panic("out")',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": *',
    '#include "/etc/hosts"',
    '#eval("1/0")',
    "#pagebreak() #pagebreak()",
    '#text(size: 400pt)[#image("x.png")]',
    "#set page(width: 1cm)\n= Heading",
    "$ sum_(i=1)^n $ `raw` ```typ #x``` *bold _and",
    '"} ] ) #} \\u{41} \\" \\',
    "#sys.inputs #context here().page()",
    "<label> @reference https://example.org/#frag // comment /* open",
    "{{ typst }} ${HOME} %(x)s {0} {emergency_number}",
    "</script><script>alert(1)</script>",
    "'; DROP TABLE stories; --",
    "a\x00b\x07\u202ereversed\u2066\ufeff",
    "\ud7ff\u0301" * 30 + "\U0001f600 中文 العربية ไทย",
    "wordwithoutend" * 90,
    "\n".join("line" for _ in range(300)),
)


def summary(text=SCIATICA, marks=MARKS, **choice):
    reading = navigator.read(story=Story(text=text, marks=marks))
    return navigator.visit_summary(reading=reading, choice=SummaryChoice(**choice), made_date=DAY)


def part(page, wanted):
    return next(one for one in page.sections if one.part is wanted)


def words(page):
    return json.dumps(navigator.summary_document(summary=page), ensure_ascii=False)


def test_everything_that_was_told_is_on_the_page():
    page = summary(own_words="I can come on Tuesdays.", name="Ana Example")
    assert part(page, SummaryPart.STORY).typed == f"{SCIATICA}\nI can come on Tuesdays."
    said = {(line.words, line.quote) for line in part(page, SummaryPart.SAID).lines}
    assert ("Yes: takes an anticoagulant or antiplatelet medicine", "eliquis") in said
    tried = [line.words for line in part(page, SummaryPart.TRIED).lines]
    assert tried == ["I have tried: Physical therapy", "I ask about: Dry needling"]
    assert page.legend[0].startswith("Pain, a lot: ")
    assert "Numbness: Outer edge of foot (left)" in page.legend
    assert page.name == "Ana Example"


def test_a_blood_thinner_is_a_thing_to_ask_first_with_its_source():
    page = summary()
    caution = part(page, SummaryPart.NEEDLING).lines[0]
    assert "Blood thinner" in caution.words
    assert caution.source.startswith("https://")
    asked = [line.words for line in part(page, SummaryPart.QUESTIONS).lines]
    assert "Do you needle people on blood thinners, and what do you do differently?" in asked
    assert "How many people like me did you needle in the past year?" in asked
    assert "How do you keep clear of the sciatic nerve?" in asked
    assert any("What else could help me" in question for question in asked)


def test_no_caution_is_left_out_however_many_there_are():
    many = "my leg hurts. I take eliquis, I am pregnant, I have diabetes, epilepsy, a nickel allergy and lymphedema"
    needling = " ".join(line.words for line in part(summary(text=many), SummaryPart.NEEDLING).lines)
    for item in ("lymphoedema", "Blood thinner", "Diabetes", "Epilepsy", "Nickel", "Pregnancy"):
        assert item in needling, item


def test_what_was_not_said_is_said_to_be_unknown():
    unknown = " ".join(line.words for line in part(summary(), SummaryPart.UNKNOWN).lines)
    assert "how bad, from 0 to 10" in unknown
    assert "since when" not in unknown
    assert "Pregnancy" in unknown
    assert "Bleeds easily" in unknown
    told = summary(text="sciatica in my left leg for 3 weeks, 6 out of 10, I am not pregnant")
    unknown = " ".join(line.words for line in part(told, SummaryPart.UNKNOWN).lines)
    assert "from 0 to 10" not in unknown
    assert "Pregnancy" not in unknown


@pytest.mark.parametrize("left_out", list(SummaryPart))
def test_a_part_that_is_left_out_leaves_nothing_behind(left_out):
    page = summary(parts=frozenset(SummaryPart) - {left_out})
    assert left_out not in {one.part for one in page.sections}
    if left_out is SummaryPart.STORY:
        assert SCIATICA not in words(page)
    if left_out is SummaryPart.CHART:
        assert (page.marks, page.legend) == ((), ())
        assert navigator.summary_charts(summary=page) == ()


def test_nothing_chosen_is_a_page_with_own_words_alone():
    page = summary(parts=frozenset(), own_words="Please look at my knee too.")
    assert [one.typed for one in page.sections] == ["Please look at my knee too."]
    assert SCIATICA not in words(page)


def test_an_emergency_leads_whatever_was_chosen_and_leaves_needles_out():
    for parts in (frozenset(SummaryPart), frozenset()):
        page = summary(text=EMERGENCY, marks=(), parts=parts)
        assert page.leads.heading == "Get emergency help now"
        assert "911" in page.leads.lines[0].words
        assert {one.part for one in page.sections}.isdisjoint(
            {SummaryPart.LEVEL, SummaryPart.NEEDLING, SummaryPart.QUESTIONS, SummaryPart.PATTERN}
        )
    assert summary().leads is None


def test_what_matters_in_an_emergency_room_is_not_among_the_left_out():
    many = f"{EMERGENCY}. shooting burning electric pain, worse sitting, worse bending, worse coughing, worse walking, "
    many += "stiff, spasm, tingling in my left foot, night pain, I take eliquis, I am pregnant, I had cancer"
    shown = " ".join(line.words for line in part(summary(text=many), SummaryPart.SAID).lines)
    assert "anticoagulant" in shown
    assert "pregnan" in shown


def test_a_page_is_kept_as_plain_values_and_read_again():
    page = summary(paper=Paper.A4, name="Ana Example")
    kept = json.loads(json.dumps(navigator.summary_document(summary=page)))
    assert navigator.read_summary(document=kept) == page


@pytest.mark.parametrize("broken", [{}, {"version": 2}, {"version": 1}, {"version": 1, "paper": "foolscap"}])
def test_a_kept_page_of_another_shape_is_refused_in_words(broken):
    with pytest.raises(navigator.UnreadableSummary, match="Make it anew"):
        navigator.read_summary(document=broken)


def test_charts_are_the_views_in_which_something_is_marked():
    assert [chart.view for chart in navigator.summary_charts(summary=summary())] == ["back"]
    both = summary(marks=(*MARKS, Mark("dorsum_foot", Side.LEFT)))
    assert [chart.view for chart in navigator.summary_charts(summary=both)] == ["back", "front"]
    front = summary(text="", marks=(Mark("anterior_thigh", Side.LEFT),))
    assert [chart.view for chart in navigator.summary_charts(summary=front)] == ["front"]


def test_the_pdf_is_the_same_each_time_has_title_language_and_tags_and_is_drawn_not_painted():
    page = summary()
    pdf = navigator.summary_pdf(summary=page)
    assert pdf == navigator.summary_pdf(summary=page)
    inside = pdf + b"".join(_streams(pdf))
    for sign in (b"/Lang", b"/StructTreeRoot", b"/Marked true", b"pdfuaid:part", b"Summary for a visit", b"/Alt"):
        assert sign in inside, sign
    # The charts are lines and areas, no pictures of dots.
    assert b"/Subtype /Image" not in inside
    assert b"/Subtype/Image" not in inside


def _streams(pdf):
    """Unpack what Typst has packed."""
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match.group(1))
        except zlib.error:
            continue


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_drawn_and_never_run(typed):
    # Not the chart: drawing it takes most of the time and holds nothing that was typed.
    parts = frozenset({SummaryPart.STORY, SummaryPart.SAID})
    told = typed if typed.isprintable() else "my left leg hurts"
    page = summary(text=told, own_words=typed, name=typed, marks=(), parts=parts)
    assert len(navigator.summary_picture(summary=page, dots_an_inch=20)) == 1
    assert navigator.summary_pdf(summary=page).startswith(b"%PDF-")


def test_typed_words_go_in_as_data_so_the_source_is_always_the_same():
    source = Path(navigator.__file__).with_name("_summary.typ").read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", source)
    assert not re.search(r"\b(eval|include|import|read|plugin)\b", code)
    assert code.count("sys.inputs") == 1
    assert "json(bytes(sys.inputs.summary))" in code


def test_typed_words_lose_what_cannot_be_seen_and_keep_the_rest():
    page = summary(text="", own_words="first\n\n\tsecond \u202ethird\x00", parts=frozenset())
    assert page.sections[0].typed == "first\nsecond third"
    for typed in HOSTILE[:10]:
        kept = " ".join(summary(parts=frozenset(), own_words=typed).sections[0].typed.split())
        assert kept == " ".join(typed.split())


@pytest.mark.parametrize("paper", list(Paper))
def test_the_fullest_page_is_still_one_sheet(paper):
    text = (
        "shooting burning electric pain down the back of both legs to the foot, buttock, low back for six weeks, "
        "9 out of 10, worse, sudden, numbness and tingling in my left foot, weak ankle, worse sitting, worse bending, "
        "worse coughing, stiff in the morning, night pain, spasm. I take eliquis, have diabetes, epilepsy, a metal "
        "allergy, lymphedema. PT, ibuprofen, gabapentin, massage, chiropractor, injection did not help. acupuncture? "
    )
    every = tuple(Mark(mark, Side.BOTH, kind) for mark in ("calf_lateral", "shin", "low_back") for kind in MarkKind)
    page = summary(text=text * 12, marks=every, own_words="Please call first. " * 40, name="N" * 200, paper=paper)
    assert len(navigator.summary_picture(summary=page, dots_an_inch=20)) == 1
    assert part(page, SummaryPart.STORY).note == "Shortened to fit the page."
