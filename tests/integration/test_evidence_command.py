"""`unpinch evidence` from end to end: exit codes, one JSON document, and a person's yes or no."""

import json
import time
from types import SimpleNamespace

import pytest

from tests.integration.evidence_services import answers, serving
from tests.integration.test_command_starts_light import loaded_by
from unpinch import cli, evidence, knowledge
from unpinch.cli import _evidence_commands, _evidence_net, _evidence_plain
from unpinch.cli._evidence_store import NAME

UPDATE = ("evidence", "update", "--search", "pm_dry_needling", "ct_dry_needling")


@pytest.fixture
def services(monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNPINCH_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("UNPINCH_EVIDENCE_EMAIL", "maya@example.org")
    monkeypatch.setattr(_evidence_commands, "time", SimpleNamespace(sleep=lambda _s: None, monotonic=time.monotonic))
    pubmed, registry = _evidence_net.pubmed, _evidence_net.registry
    with serving() as behind:
        address = behind.address
        monkeypatch.setattr(_evidence_net, "pubmed", lambda *, email: pubmed(email=email, address=f"{address}/eutils"))
        monkeypatch.setattr(_evidence_net, "registry", lambda: registry(address=f"{address}/api/v2"))
        yield behind


@pytest.fixture
def command(capsys):
    """Run a command; give its exit code and what it said on both streams."""

    def command(*arguments):
        code: object
        try:
            code = cli.main(arguments)
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return command


@pytest.fixture
def document(command):
    """Run a command with --json and give its one document."""

    def document(*arguments, code=0):
        ended, out, _err = command(*arguments, "--json")
        assert ended == code
        return json.loads(out)

    return document


def facts_as_they_are():
    return {path.name: path.read_bytes() for path in knowledge._load.DATA_FOLDER.iterdir()}


def test_an_update_lists_what_is_new_in_one_document_and_changes_no_fact(services, document):
    before = facts_as_they_are()
    found = document(*UPDATE)
    assert (found["finished"], found["steps_left"], found["warnings"]) == (True, [], [])
    assert [each["id"] for each in found["new"]] == ["PMID99000001", "PMID99000002", "NCT99000001"]
    first = found["new"][0]
    assert first["title"] == "Test record 99000001: no real paper"
    assert first["address"] == "https://pubmed.ncbi.nlm.nih.gov/99000001/"
    assert (first["searches"], first["treatments"]) == (["pm_dry_needling"], ["dry_needling"])
    assert facts_as_they_are() == before


def test_every_paper_that_facts_name_by_number_is_looked_at(services, document):
    document(*UPDATE)
    looked_at = {pmid for asked in services.asked_of("esummary.fcgi") for pmid in asked["id"].split(",")}
    assert {row.pmid for row in knowledge.pooled_results() if row.pmid} <= looked_at


def test_progress_goes_to_standard_error(services, command):
    code, out, err = command(*UPDATE)
    assert code == 0
    assert "search:ct_dry_needling: 1 of 1 registered trials, 1 new" in err
    assert "search:" not in out
    assert "3 wait for a decision" in out


def test_a_yes_and_a_no_are_kept(services, document, command):
    document(*UPDATE)
    accepted = document("evidence", "accept", "PMID99000001", "--by", "Test reader")
    assert (accepted["state"], accepted["decision"]["by"]) == ("to_be_extracted", "Test reader")
    assert document("evidence", "dismiss", "NCT99000001", "--why", "about the neck")["state"] == "dismissed"
    queue = document("evidence", "queue")
    assert [each["id"] for each in queue["waiting"]] == ["PMID99000002"]
    assert [each["id"] for each in queue["to_be_extracted"]] == ["PMID99000001"]
    assert queue["dismissed"] == 1
    assert set(queue["asked"]) == {"pm_dry_needling", "ct_dry_needling"}
    _code, out, _err = command("evidence", "due")
    assert "1 wait for a decision and 1 are to be extracted" in out
    # Neither is shown as new again.
    assert [each["id"] for each in document(*UPDATE)["new"]] == ["PMID99000002"]


def test_accepting_says_that_the_numbers_are_left_to_a_person(services, command):
    command(*UPDATE)
    code, out, _err = command("evidence", "accept", "PMID99000001")
    assert code == 0
    assert "type its numbers into the knowledge files. No fact was changed." in out


def test_a_dry_run_keeps_nothing(services, document, tmp_path):
    assert len(document(*UPDATE, "--dry-run")["new"]) == 3
    assert not (tmp_path / "state").exists()


def test_since_is_asked(services, document):
    document(*UPDATE, "--since", "2026-01-02")
    searched = [asked for asked in services.asked_of("esearch.fcgi") if "mindate" in asked]
    assert [asked["mindate"] for asked in searched] == ["2026/01/02"]
    assert "RANGE[2026-01-02,MAX]" in services.asked_of("studies")[0]["filter.advanced"]


def test_a_step_that_cannot_be_done_ends_with_1_and_the_rest_is_listed(services, command):
    services.trial_pages = []
    code, out, err = command(*UPDATE, "--json")
    found = json.loads(out)
    assert code == 1
    assert (found["finished"], found["steps_left"]) == (False, ["search:ct_dry_needling"])
    assert len(found["new"]) == 2
    assert err.splitlines()[-1].startswith("1 step(s) could not be done: search:ct_dry_needling: ClinicalTrials.gov")


def test_a_service_that_is_down_ends_with_1_and_one_line(services, command):
    services.behaviours = [answers(503)] * 99
    code, out, err = command(*UPDATE, "--json")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        "PubMed: it answered 503. Run the same command again later; it goes on where it stopped."
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("update", "--since", "yesterday"), "is no date"),
        (("update", "--since", "2999-01-01"), "is after today"),
        (("update", "--search", "nothing"), "'nothing' is no stored search"),
        (("update", "--email", "nobody"), "write a mail address"),
        (("due", "--within", "-1"), "--within"),
        (("due", "--within", "4000"), "no number of days"),
        (("dismiss", "PMID1"), "--why"),
        ((), "COMMAND"),
    ],
)
def test_wrong_arguments_end_with_2(services, command, arguments, words):
    code, out, err = command("evidence", *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert services.asked == []


def test_without_a_mail_address_pubmed_is_not_asked(services, command, monkeypatch):
    monkeypatch.delenv("UNPINCH_EVIDENCE_EMAIL")
    code, _out, err = command(*UPDATE)
    assert code == 2
    assert "--email ADDRESS, or set UNPINCH_EVIDENCE_EMAIL" in err
    assert services.asked == []


def test_the_mail_address_of_the_command_goes_before_that_of_the_settings(services, command):
    command(*UPDATE, "--email", "ann@example.org")
    assert {asked["email"] for asked in services.asked_of("esearch.fcgi")} == {"ann@example.org"}


@pytest.mark.parametrize("answer", [("accept", "PMID1"), ("dismiss", "PMID1", "--why", "x")])
def test_an_unknown_id_ends_with_1(services, command, answer):
    code, out, err = command("evidence", *answer)
    assert (code, out) == (1, "")
    assert "PMID1: the review queue has no such item" in err


def test_a_broken_queue_ends_with_1_and_stays(services, command, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / NAME).write_text("mine")
    for arguments in (("queue",), ("due",), ("accept", "PMID1"), ("update",)):
        code, out, err = command("evidence", *arguments)
        assert (code, out) == (1, "")
        assert "no review queue" in err
    assert (tmp_path / "state" / NAME).read_text() == "mine"


def test_what_will_be_due_is_listed_with_its_place(services, document, command):
    within = document("evidence", "due", "--within", "3000")
    assert len(within["due"]) > 1000
    assert {"file", "row", "id", "source", "checked_date", "next_review_date"} == set(within["due"][0])
    dates = [each["next_review_date"] for each in within["due"]]
    assert dates == sorted(dates)
    _code, out, _err = command("evidence", "due", "--within", "3000")
    assert "coverage.csv, row 2" in out


@pytest.mark.parametrize("part", ["due", "queue"])
def test_looking_loads_neither_the_network_nor_what_pools_studies(services, part):
    ended, modules = loaded_by("evidence", part)
    assert ended == 0
    assert {"httpx", "numpy", "scipy", "polars"}.isdisjoint(modules)


def test_each_kind_of_item_has_its_words():
    assert set(_evidence_plain._KINDS) == {kind.value for kind in evidence.ReviewKind}
