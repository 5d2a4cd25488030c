"""The evidence: filters, the page of each result, its downloads, the network, and what changed."""

import csv
import gzip
import io
import json
import re
from datetime import date, timedelta

import pytest

from unpinch import evidence, knowledge
from unpinch.evidence import network_file, synthesize_file
from unpinch.server.web.presenters.evidence_changes import changes_page
from unpinch.server.web.presenters.evidence_result import result_page
from unpinch.server.web.presenters.evidence_results import OURS, PUBLISHED, SINGLE, all_results, result_named

pytestmark = pytest.mark.django_db

RESULTS = all_results()
LARGEST, POOL = max(
    ((result, result.pool) for result in RESULTS if result.pool is not None), key=lambda pair: len(pair[1].trials)
)
HEAVIEST_KILOBYTES = 100


def _of(kind, *, trials=None):
    return next(
        result
        for result in RESULTS
        if result.kind == kind and (trials is None or (result.pool and len(result.pool.trials) == trials))
    )


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_every_result_has_a_name_of_its_own_that_is_no_other_page():
    ids = [result.id for result in RESULTS]
    assert len(ids) == len(set(ids))
    assert not set(ids) & {"network", "changes", "files"}
    assert {result.kind for result in RESULTS} == {OURS, PUBLISHED, SINGLE}
    assert all(result_named(result.id) == result for result in RESULTS)


def test_every_result_has_a_page_and_both_downloads(client):
    for result in RESULTS:
        page = client.get(f"/evidence/{result.id}/")
        assert page.status_code == 200, result.id
        ids = re.findall(r'\bid="([^"]+)"', page.content.decode())
        assert len(ids) == len(set(ids)), result.id
        assert client.get(f"/evidence/{result.id}.csv").status_code == 200
        assert json.loads(client.get(f"/evidence/{result.id}.json").content)["id"] == result.id


def test_no_page_is_heavy(client):
    for path in ("/evidence/", "/evidence/network/", "/evidence/changes/", f"/evidence/{LARGEST.id}/"):
        assert len(gzip.compress(client.get(path).content)) < HEAVIEST_KILOBYTES * 1024, path


@pytest.mark.parametrize("path", ["/evidence/nothing/", "/evidence/nothing.csv", "/evidence/ours-snake_oil-x.json"])
def test_a_result_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_page_of_ours_shows_trials_steps_other_choices_and_what_was_left_out(client):
    page = _main(client.get(f"/evidence/{LARGEST.id}/").content.decode())
    for kind in ("forest", "funnel", "intervals"):
        assert page.count(f"up-plot--{kind}") == 2, kind
    for trial in POOL.trials:
        assert trial.score.trial in page
    for step in POOL.rating.steps:
        assert str(step.text) in page
    for left in POOL.left_out:
        assert str(left.reason) in page
    for words in ("Without numbers that are in doubt", "As if all trials had one true effect", "Egger"):
        assert words in page
    without_each = result_page(LARGEST).leave_one_out
    assert without_each is not None
    assert [row[0].words for row in without_each.rows] == [one.score.trial for one in POOL.trials]


def test_a_funnel_needs_three_trials_and_a_test_needs_ten(client):
    two = client.get(f"/evidence/{_of(OURS, trials=2).id}/").content.decode()
    assert "up-plot--funnel" not in two
    assert "With fewer than 3 trials" in two
    three = client.get(f"/evidence/{_of(OURS, trials=3).id}/").content.decode()
    assert "up-plot--funnel" in three
    assert "With fewer than 10 trials" in three
    assert "Egger" not in three


def test_a_published_result_is_shown_as_published(client):
    result = _of(PUBLISHED)
    page = _main(client.get(f"/evidence/{result.id}/").content.decode())
    assert "as it was published" in page
    assert "up-plot--forest" not in page
    assert result.row.source_url in page


def test_the_csv_of_a_pool_is_what_synthesize_reads(client, tmp_path):
    path = tmp_path / "result.csv"
    path.write_bytes(client.get(f"/evidence/{LARGEST.id}.csv").content)
    again = synthesize_file(path=path).pooled
    assert again.estimate == pytest.approx(LARGEST.effect.estimate, abs=1e-3)
    assert again.tau2 == pytest.approx(POOL.tau2)


def test_the_json_holds_what_the_page_shows(client):
    document = json.loads(client.get(f"/evidence/{LARGEST.id}.json").content)
    assert document["estimate"] == LARGEST.effect.estimate
    assert tuple(document["ci"]) == LARGEST.effect.ci
    assert len(document["trials"]) == document["k"] == len(POOL.trials)
    assert [step["down"] for step in document["certainty_steps"]] == [step.down for step in POOL.rating.steps]
    assert len(document["left_out"]) == len(POOL.left_out)
    published = json.loads(client.get(f"/evidence/{_of(PUBLISHED).id}.json").content)
    assert published["trials"] == []
    assert published["published"]["id"] == published["id"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("treatment", "acupuncture"), ("condition", "sciatica"), ("outcome", "disability"), ("horizon", "long")],
)
def test_each_filter_leaves_what_it_names(client, name, value):
    everything = client.get("/evidence/").content.decode()
    some = client.get(f"/evidence/?{name}={value}").content.decode()
    count = re.compile(r'id="results">(\d+) result')
    trials = re.compile(r'id="trials">(\d+) trial')
    assert 0 < int(count.findall(some)[0]) < int(count.findall(everything)[0])
    assert 0 < int(trials.findall(some)[0]) < int(trials.findall(everything)[0])
    assert f'<option value="{value}" selected>' in some


def test_filters_go_together_and_stay_on_the_next_page(client):
    page = client.get("/evidence/?treatment=spinal_manipulation&condition=low_back_pain").content.decode()
    assert "treatment=spinal_manipulation&amp;condition=low_back_pain&amp;page=1&amp;results=2#results" in page.replace(
        "treatment=spinal_manipulation&condition", "treatment=spinal_manipulation&amp;condition"
    )
    assert "entered none of our results" in page


def test_a_filter_that_is_none_is_said_in_one_line_and_not_repeated(client):
    answer = client.get("/evidence/?treatment=my+leg+hurts&horizon=short")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "we do not know what was asked for (treatment)" in page
    assert "my leg hurts" not in page
    assert '<option value="short" selected>' in page


def test_pages_that_are_not_there_are_the_nearest(client):
    assert "Page 1 of" in client.get("/evidence/?results=nonsense&page=-3").content.decode()
    assert client.get("/evidence/?results=9999&page=9999").status_code == 200


def test_htmx_gets_what_a_choice_changes(client):
    part = client.get("/evidence/?horizon=long", headers={"HX-Request": "true"})
    page = part.content.decode()
    assert page.lstrip().startswith('<div class="up-stack up-stack--loose up-waiting" id="found"')
    assert "<html" not in page
    assert "HX-Request" in part["Vary"]


def test_the_network_says_what_it_is_made_of_and_that_it_disagrees(client):
    page = client.get("/evidence/network/").content.decode()
    own = evidence.own_network(condition="low_back_pain", outcome="pain_intensity", horizon=knowledge.Horizon.SHORT)
    assert page.count("up-plot--network") == 2
    assert f"{own.network.studies} trials in low back pain" in page
    between = own.network.inconsistency.between.p
    assert between is not None
    assert between < 0.1
    assert "not as a ranking" in page
    for left in own.left_out:
        assert left.trial in page


def test_the_csv_of_the_network_is_what_the_command_reads(client, tmp_path):
    path = tmp_path / "network.csv"
    path.write_bytes(client.get("/evidence/network.csv").content)
    own = evidence.own_network(condition="low_back_pain", outcome="pain_intensity", horizon=knowledge.Horizon.SHORT)
    again = network_file(path=path, measure="MD").network
    assert again.tau2 == pytest.approx(own.network.tau2)
    assert len(again.treatments) == len(own.network.treatments)


def test_what_changed_stands_with_its_day_and_reason(client):
    page = client.get("/evidence/changes/").content.decode()
    for change in evidence.changes():
        assert change.changed_date.isoformat() in page
        assert change.source_url in page


def test_what_is_due_is_listed_the_longest_overdue_first():
    newest = max(placed.fact.next_review_date for placed in knowledge.placed_facts())
    page = changes_page(today=newest + timedelta(days=1))
    assert page.overdue_count == page.due_count == sum(state.facts for state in page.states)
    assert all(row.is_overdue for row in page.due)
    assert [row.due for row in page.due] == sorted(row.due for row in page.due)
    calm = changes_page(today=date(2026, 11, 22))
    assert calm.overdue_count == 0


def test_the_csv_of_a_published_result_is_its_row(client):
    result = _of(PUBLISHED)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/evidence/{result.id}.csv").content.decode())))
    assert [row["id"] for row in rows] == [result.id]
    assert float(rows[0]["estimate"]) == result.row.estimate


def test_a_count_in_one_group_is_not_said_to_be_against_anybody(client):
    counted = next(result for result in RESULTS if result.effect.measure == "proportion")
    page = _main(client.get(f"/evidence/{counted.id}/").content.decode())
    assert "against" not in page[: page.index("</h1>")]
    assert "Share (95% interval)" in page
    ratio = next(result for result in RESULTS if result.effect.measure == "RR")
    assert "Ratio (95% interval)" in client.get(f"/evidence/{ratio.id}/").content.decode()


def test_a_unit_without_a_smallest_change_has_no_zone(client):
    result = next(result for result in RESULTS if result.effect.measure == "MD" and "not stated" in result.effect.unit)
    page = _main(client.get(f"/evidence/{result.id}/").content.decode())
    assert "up-plot--intervals" in page
    assert "up-plot__zone" not in page
    assert "No source that we read gives the smallest change" in page


def test_a_treatment_that_only_we_pooled_says_so(client):
    page = client.get("/options/spinal_manipulation/").content.decode()
    assert "This is what we pooled ourselves." in page
    assert "No pooled result was found" not in page
    assert "up-plot--intervals" in page
