"""The article on a pressed nerve, the panel of steps, and the words both use."""

import pytest

from unpinch import knowledge, navigator, patterns
from unpinch.kernel import FindingStatus
from unpinch.knowledge import CompressionCause as Cause
from unpinch.knowledge import StatementCertainty
from unpinch.server.web.presenters.care_path import care_path_panel
from unpinch.server.web.presenters.learn import article_cards
from unpinch.server.web.presenters.nerve_words import cause_words, how_sure_words, pattern_article, who_words
from unpinch.server.web.presenters.pinched_nerve import pinched_nerve_article

ARTICLE = "/learn/pinched-nerve/"


def panel_of(*present, text=""):
    answers = tuple((finding, FindingStatus.PRESENT) for finding in present)
    reading = navigator.read(story=navigator.Story(text=text, answers=answers))
    return care_path_panel(navigator.care_path(reading=reading))


def test_each_section_of_the_article_names_its_sources():
    for section in pinched_nerve_article().sections:
        lines = (*section.lines, *(line for part in section.parts for line in part.lines))
        sources = [line.source for line in lines]
        sources += [cell.source for table in section.tables for row in table.rows for cell in row]
        assert any(source.startswith("http") for source in sources), section.id
        assert all(line.checked for line in lines if line.source), section.id


def test_the_article_says_first_when_not_to_wait():
    first = pinched_nerve_article().sections[0]
    assert "emergency room" in str(first.lines[0].words)


def test_every_fact_and_step_of_the_files_is_in_the_article():
    article = pinched_nerve_article()
    said = {str(line.words) for section in article.sections for line in section.lines}
    said |= {str(line.words) for section in article.sections for part in section.parts for line in part.lines}
    said |= {
        cell.words for section in article.sections for table in section.tables for row in table.rows for cell in row
    }
    assert {str(row.text) for row in knowledge.nerve_compression()} <= said
    assert {step.action for step in knowledge.care_steps()} <= said


def test_a_changed_number_changes_the_article(monkeypatch):
    rows = tuple(
        row.model_copy(update={"value": 61.0}) if row.id == "disc_shrinks" else row
        for row in knowledge.nerve_compression()
    )
    monkeypatch.setattr(knowledge, "nerve_compression", lambda: rows)
    said = [
        str(line.words) for section in pinched_nerve_article().sections for part in section.parts for line in part.lines
    ]
    assert any("61 of 100 had a smaller disc" in words for words in said)


def test_the_article_is_in_the_list():
    assert ARTICLE in {card.href for card in article_cards()}


@pytest.mark.parametrize("structure", ["L2", "L5", "S1", "spinal_stenosis"])
def test_a_nerve_root_or_narrow_canal_leads_to_the_article(structure):
    assert pattern_article(structure) == ARTICLE


def test_no_muscle_or_joint_leads_to_the_article():
    others = [one.id for one in patterns.structures() if one.id not in {"L2", "L3", "L4", "L5", "S1", "S2"}]
    assert {pattern_article(one) for one in others if one != "spinal_stenosis"} == {""}
    assert pattern_article("nothing") == ""


def test_who_does_it():
    assert who_words(()) == "You yourself"
    assert who_words(("physical_therapist",)) == "Physical therapist"
    assert who_words(("orthopaedic_surgeon", "neurosurgeon")) == "Orthopaedic surgeon or neurosurgeon"


def test_each_cause_and_certainty_has_its_words():
    assert len({cause_words(cause) for cause in Cause}) == len(Cause)
    assert len({how_sure_words(word) for word in StatementCertainty}) == len(StatementCertainty)


def test_there_is_no_panel_where_nothing_points_to_a_nerve():
    assert panel_of(text="My lower back is stiff in the morning.") is None


def test_the_panel_says_what_was_found_and_what_only_fits():
    assert (
        "was found: a herniated (slipped) disc and a bone spur"
        in panel_of("disc_herniation_known", "bone_spur_known").lead
    )
    by_pattern = panel_of(text="shooting pain from my back down my left leg to the foot, worse when I cough")
    assert "only a scan could show" in by_pattern.lead


def test_one_stage_is_open_and_what_the_level_calls_for_stands_before_them():
    panel = panel_of("disc_herniation_known", "weakness")
    assert [stage.is_open for stage in panel.stages] == [True, False, False, False]
    assert "strength tested" in str(panel.first.action)
    assert panel.first.who == ""
    assert not panel.others_wait


def test_a_step_whose_time_has_not_come_says_so():
    later = {str(step.action): step.later for stage in panel_of("stenosis_known").stages for step in stage.steps}
    assert later["You can add acupuncture."] == "Not yet: in about 12 weeks, if you still need it"
    assert later["Ask a physical therapist to test your nerves and to plan exercise with you."] == ""


def test_growing_weakness_leaves_one_thing_to_do():
    panel = panel_of("disc_herniation_known", "worsening_weakness")
    assert panel.others_wait
    assert panel.stages == ()
    assert panel.first is not None


def test_each_step_says_whether_its_times_are_ours():
    for stage in panel_of("disc_herniation_known").stages:
        for step in stage.steps:
            assert step.evidence[-1].words.startswith("When to start")


def test_what_was_left_out_is_named_with_why():
    [line] = panel_of("disc_herniation_known", text="No acupuncture please, I do not want it.").left_out
    assert line.words == "Acupuncture: You told us that you do not want this."
