"""What the pages on muscles say, without a request."""

import pytest

from unpinch import knowledge, navigator
from unpinch.server.web.presenters.muscle import CLAIMS, TREATMENTS, muscle_page, tier_words
from unpinch.server.web.presenters.muscle_map import VIEWS, muscle_map_page
from unpinch.server.web.presenters.muscle_roots import GLUTEAL, diagnostic_rows, figures_words, root_section
from unpinch.server.web.presenters.muscle_scope import state_panel
from unpinch.server.web.presenters.muscles import FOR_SORE_SPOTS, muscle_by_id, muscle_href, muscles_table
from unpinch.server.web.presenters.treatment import treatment_page

MUSCLES = [muscle.id for muscle in knowledge.muscles()]


def page(muscle, state=""):
    return muscle_page(muscle_by_id()[muscle], state=state)


def said(lines):
    return "\n".join(str(line.words) for line in lines)


class TestTheMap:
    def test_counts_on_what_it_rests(self):
        rows = [row for row in knowledge.referral_patterns() if row.kind is knowledge.StructureKind.MUSCLE]
        weak = sum(row.source_tier == "C" for row in rows)
        assert muscle_map_page().basis.startswith(f"{weak} of the {len(rows)} statements behind the map")

    def test_leads_from_a_place_to_every_muscle_that_is_felt_there(self):
        areas = {area.id: area for area in muscle_map_page().areas}
        for row in knowledge.referral_patterns():
            if row.kind is knowledge.StructureKind.MUSCLE:
                there = areas[row.region]
                assert muscle_href(row.structure) in {one.href for one in (*there.often, *there.at_times)}

    def test_names_a_muscle_once_in_a_place_by_where_it_is_felt_most(self):
        buttock = next(area for area in muscle_map_page().areas if area.id == "lower_buttock")
        often, at_times = ({one.name for one in links} for links in (buttock.often, buttock.at_times))
        assert {"Piriformis", "Hamstrings"} <= often
        assert not often & at_times

    def test_draws_each_place_and_lets_the_keyboard_stop_there_once(self):
        drawn = [one for view in muscle_map_page().views for one in view.areas]
        firsts = [one.area.id for one in drawn if one.is_first]
        assert sorted(firsts) == sorted(area.id for area in muscle_map_page().areas)
        assert len(drawn) > len(firsts), "no place is seen in two views"
        assert all(one.path for one in drawn)

    def test_draws_regions_in_which_no_muscle_is_felt_without_a_link(self):
        shins = [view for view in muscle_map_page().views if view.name == "front"]
        assert shins[0].others
        assert "shin" not in {one.area.id for one in shins[0].areas}
        assert VIEWS[0] == "back"


class TestOneMuscle:
    @pytest.mark.parametrize("muscle", MUSCLES)
    def test_has_a_place_a_way_to_find_it_and_where_that_was_read(self, muscle):
        shown = page(muscle)
        assert shown.where_it_is
        assert shown.how_to_find
        assert all(address.startswith("http") for address in shown.sources)
        labels = {region.id: region.label for region in knowledge.body_regions()}
        places = {labels[row.region] for row in knowledge.referral_patterns() if row.structure == muscle}
        assert {place for row in shown.felt.rows for place in row[0].words.split("; ")} == places

    def test_says_in_one_line_what_one_page_says_alike(self):
        rows = page("piriformis").felt.rows
        assert [row[1].words for row in rows] == ["Often felt", "Felt at times", "Seldom felt"]
        assert rows[2][2].words == "with the sciatic nerve caught"

    def test_counts_what_the_map_rests_on(self):
        words = said(page("gluteus_minimus").evidence)
        assert "11 of the 11 statements behind this map rest on the page of a clinic, shop or blog" in words
        assert "salt water" not in words
        assert "4 come from a laboratory" in said(page("lumbar_multifidus").evidence)

    def test_says_that_examiners_do_not_agree_on_trigger_points(self):
        assert "0.452" in said(page("soleus").evidence)

    @pytest.mark.parametrize(
        ("muscle", "is_there"), [("piriformis", True), ("gluteus_medius", True), ("soleus", False)]
    )
    def test_in_the_buttock_makes_a_nerve_root_more_likely_and_is_never_put_against_it(self, muscle, is_there):
        section = root_section(muscle_by_id()[muscle])
        assert ("more likely, not less" in said(section.together)) is is_there
        assert "8.62" not in str(section.tests)

    def test_names_the_roots_that_are_felt_in_the_same_places(self):
        section = root_section(muscle_by_id()["piriformis"])
        assert said(section.shared).startswith("Nerve roots L5 and S1 are felt there, too: ")
        assert "S1" not in said(root_section(muscle_by_id()["tensor_fasciae_latae"]).shared).split(":")[0]

    def test_shows_the_tests_of_its_own_and_of_those_roots(self):
        table = root_section(muscle_by_id()["piriformis"]).tests
        assert table is not None
        signs = {row[0].words for row in table.rows}
        assert {"Stretch of the piriformis while seated", "Straight leg raise", "Tendon reflexes"} <= signs
        assert "Finding trigger points by hand" not in signs

    def test_what_lies_near_is_told_with_what_was_seen(self):
        hazards = page("piriformis").hazards
        assert "sciatic nerve nearby" in said(hazards)
        assert "the needle went through the sciatic nerve in 11 of 14 tries on donated bodies" in {
            line.note for line in hazards
        }
        for muscle in ("adductor_magnus", "quadratus_lumborum"):
            assert page(muscle).hazards[0].note == "", "what the words tell is not told again"

    def test_every_treatment_that_is_named_has_a_page(self):
        known = {row.id for row in knowledge.treatments()}
        assert {*TREATMENTS, *FOR_SORE_SPOTS} <= known
        assert page("soleus").treatments[0].href == "/options/dry_needling/"

    def test_claims_are_said_with_what_was_found(self):
        assert set(CLAIMS) <= set(MUSCLES)
        assert "Clinics say: “A tight piriformis" in said(page("piriformis").claims)


class TestWhoMayNeedle:
    def test_nothing_is_said_before_a_state_is_chosen(self):
        panel = state_panel("")
        assert (panel.error, panel.answers, panel.unknown) == ("", None, "")
        assert len(panel.choices) == 51

    @pytest.mark.parametrize("asked", ["TX", "tx", " Tx "])
    def test_a_state_is_answered_by_profession(self, asked):
        panel = state_panel(asked)
        assert panel.answers is not None
        names = [row[0].words for row in panel.answers.rows]
        assert any(name.startswith("TX, Chiropractor") for name in names)
        assert "Pain doctor" in panel.unknown
        assert "That is not a yes" in panel.unknown
        assert [one.value for one in panel.choices if one.is_chosen] == ["TX"]

    def test_what_a_state_says_itself_stands_in_place_of_the_whole_country(self):
        answers = state_panel("CA").answers
        assert answers is not None
        acupuncturists = [row[0].words for row in answers.rows if "Acupuncturist" in row[0].words]
        assert acupuncturists == ["CA, Acupuncturist"]

    @pytest.mark.parametrize("asked", ["ZZ", "US", "<b>", "Texas" * 400, "\x00"])
    def test_a_state_that_there_is_not_gets_one_line(self, asked):
        panel = state_panel(asked)
        assert panel.error == "Choose a state from the list: we do not know the one that was asked for."
        assert panel.answers is None


class TestTheWayThere:
    def test_a_muscle_has_a_page_and_no_other_structure_has(self):
        assert muscle_href("piriformis") == "/learn/muscles/piriformis/"
        assert [muscle_href(other) for other in ("L5", "hip_joint", "other", "")] == [""] * 4

    def test_the_table_of_the_article_names_every_muscle_with_its_page(self):
        rows = muscles_table().rows
        assert [row[0].href for row in rows] == [muscle_href(muscle) for muscle in MUSCLES]

    def test_treatments_of_sore_spots_lead_to_the_map(self):
        known = {row.id: row for row in navigator.compare(condition="sciatica").treatments}
        leads = {
            name: treatment_page(known=known[name], option=None, insurer=None, condition="sciatica").is_for_sore_spots
            for name in ("dry_needling", "discectomy")
        }
        assert leads == {"dry_needling": True, "discectomy": False}


def test_figures_are_said_in_plain_words():
    row = diagnostic_rows(GLUTEAL[0])[0]
    words = figures_words(row)
    assert "when there, the odds are 8.62 times as high" in words
    assert "there in 74% of people with it" in words


def test_each_tier_of_a_source_has_its_words():
    assert len({tier_words(tier) for tier in knowledge.SourceTier}) == len(knowledge.SourceTier)
