"""The contract of the `unpinch` command, asked as a script would ask it."""

import json
import math
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PRACTITIONERS = "data/nppes/npidata_329col_practitioners_CT-MA-RI_20181204.csv.gz"
STORY = (
    "shooting pain down the back of my left leg to the calf for six weeks, worse sitting, "
    "PT did not help, is dry needling worth it"
)
EMERGENCY = "since this morning I am numb between my legs and can't pee, both legs hurt"


def unpinch(*arguments, stdin=None, **environment):
    return subprocess.run(
        [Path(sys.executable).parent / "unpinch", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


def answer(*arguments, **more):
    ran = unpinch(*arguments, "--json", **more)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


def refused(*arguments, code=1, **more):
    ran = unpinch(*arguments, **more)
    assert ran.returncode == code, ran.stderr.decode()
    assert ran.stdout == b""
    complaint = ran.stderr.decode()
    assert "Traceback" not in complaint
    if code == 1 or "usage:" not in complaint:
        assert complaint.count("\n") == 1, complaint
    return complaint


def every_text_has_a_source(node):
    if isinstance(node, dict):
        # A free time stands in a calendar of this site, which is in no public file.
        if "text" in node and node.get("factor") != "free_slot":
            assert str(node.get("source", "")).startswith("http"), node
        for value in node.values():
            every_text_has_a_source(value)
    if isinstance(node, list):
        for value in node:
            every_text_has_a_source(value)


@pytest.fixture(scope="module")
def directory(shared, tmp_path_factory):
    out = tmp_path_factory.mktemp("directory") / "real"
    report = answer("directory", "build", "--nppes", shared / PRACTITIONERS, "--out", out)
    assert report["read"] == 2000
    assert report["kept"] + sum(report["rejected"].values()) == 2000
    return out


class TestUnderstand:
    def test_a_story_becomes_findings_and_a_request(self):
        document = answer("understand", STORY)
        present = {finding["id"] for finding in document["findings"] if finding["status"] == "present"}
        assert {"shooting", "leg_pain", "pain_below_knee", "worse_sitting"} <= present
        assert document["pain"]["duration_days"] == 42
        assert document["request"]["treatments"] == ["dry_needling"]
        assert document["request"]["tried"] == ["physical_therapy"]
        assert all(finding["quote"] in STORY for finding in document["findings"])
        every_text_has_a_source(document)

    def test_an_emergency_comes_with_reasons_and_sources(self):
        triage = answer("understand", EMERGENCY)["triage"]
        assert triage["level"] == "emergency_now"
        assert triage["reasons"]
        every_text_has_a_source(triage)

    def test_standard_input_and_a_file_of_texts(self, tmp_path):
        assert answer("understand", "-", stdin=STORY.encode()) == answer("understand", STORY)
        texts = tmp_path / "texts.txt"
        texts.write_text(f"{STORY}\n{EMERGENCY}\n", encoding="utf-8")
        lines = unpinch("understand", "--each", texts).stdout.decode().splitlines()
        assert [json.loads(line)["triage"]["level"] for line in lines] == ["routine", "emergency_now"]

    @pytest.mark.parametrize("text", ["", "   ", "\x01\x02\x03\x04", "a" * 100_000])
    def test_what_is_not_a_story_is_one_clear_line(self, text):
        refused("understand", "-", stdin=text.encode())

    def test_bytes_that_are_not_text_are_one_clear_line(self):
        assert "UTF-8" in refused("understand", "-", stdin=b"\xff\xfe\x00 leg")

    def test_a_line_that_cannot_be_read_keeps_its_place_and_the_others_are_read(self, tmp_path):
        texts = tmp_path / "texts.txt"
        texts.write_bytes(b"my back hurts\n\xff leg\n\n" + EMERGENCY.encode() + b"\n")
        ran = unpinch("understand", "--each", texts)
        documents = [json.loads(line) for line in ran.stdout.decode().splitlines()]
        assert ran.returncode == 1
        assert "2 line(s)" in ran.stderr.decode()
        assert ["error" in document for document in documents] == [False, True, True, False]
        assert documents[3]["triage"]["level"] == "emergency_now"

    @pytest.mark.parametrize("text", ["🔥🔥 my left calf 🔥", "ألم في الساق منذ أسبوع", "\u202eleg pain\u202c"])
    def test_emoji_and_right_to_left_are_read_without_fault(self, text):
        assert answer("understand", text)["triage"]["level"] in {
            "routine",
            "within_2_weeks",
            "same_day",
            "emergency_now",
        }


class TestFit:
    def test_shares_add_up_and_come_best_first(self):
        document = answer(
            "fit",
            "--pain",
            "posterior_thigh_distal:left",
            "calf_lateral:left",
            "--finding",
            "worse_sitting",
            "shooting",
        )
        shares = [fit["share"] for fit in document["fits"]]
        assert shares == sorted(shares, reverse=True)
        assert math.isclose(sum(shares), 1, abs_tol=0.02)
        assert {fit["kind"] for fit in document["fits"]} <= {"nerve_root", "muscle", "joint", "spine", "other"}
        every_text_has_a_source(document)

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (["--pain", "left_ear"], "left_ear"),
            (["--pain", "low_back:up"], "up"),
            (["--finding", "headache"], "headache"),
            (["--absent", "headache"], "headache"),
            (["--age", "-5"], "-5"),
            (["--finding", "numbness", "--absent", "numbness"], "numbness"),
        ],
    )
    def test_an_unknown_word_is_named(self, arguments, hint):
        assert hint in refused("fit", *arguments, code=2)


class TestCompare:
    def test_every_treatment_is_there_with_certainty_and_sources(self):
        document = answer("compare", "--condition", "sciatica")
        ids = {treatment["id"] for treatment in document["treatments"]}
        assert {"dry_needling", "acupuncture", "physical_therapy", "discectomy"} <= ids
        for treatment in document["treatments"]:
            for effect in treatment["effects"]:
                assert effect["certainty"]
                assert effect["prediction"] is None or len(effect["prediction"]) == 2
        every_text_has_a_source(document)

    def test_an_unknown_condition_is_named(self):
        assert "toothache" in refused("compare", "--condition", "toothache", code=2)


class TestDirectory:
    def test_real_people_with_exact_distances(self, directory):
        import zipcodes

        found = answer(
            *("directory", "search", "--directory", directory, "--near", "06105"),
            *("--within", "10", "--specialty", "physical_therapist"),
        )
        assert found["total"] == len(found["results"]) > 0
        here = zipcodes.matching("06105")[0]
        for clinician in found["results"]:
            there = zipcodes.matching(clinician["address"]["zip"][:5])[0]
            assert clinician["distance_miles"] == pytest.approx(great_circle(here, there), abs=1e-3)
            assert clinician["distance_miles"] <= 10
            assert clinician["taxonomy"].startswith("2251")
            points = sum(reason["points"] for reason in clinician["because"])
            assert points == pytest.approx(clinician["score"], abs=1e-9)
        every_text_has_a_source(found)

    def test_show_and_info(self, directory):
        some = answer("directory", "search", "--directory", directory, "--near", "06105", "--within", "10")["results"][
            0
        ]
        assert answer("directory", "show", some["npi"], "--directory", directory)["npi"] == some["npi"]
        assert answer("directory", "info", "--directory", directory)["demonstration"] is False

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (["search", "--near", "00000", "--within", "10"], "00000"),
            (["search", "--near", "somewhere"], "somewhere"),
            (["show", "1234567890"], "1234567890"),
            (["show", "1234567893"], "1234567893"),
        ],
    )
    def test_a_question_it_cannot_answer_is_one_clear_line(self, directory, arguments, hint):
        assert hint in refused("directory", *arguments, "--directory", directory)

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (["--near", "06105", "--within", "-1"], "-1"),
            (["--near", "06105", "--specialty", "wizard"], "wizard"),
            (["--near", "06105", "--care", "leeches"], "leeches"),
            (["--near", "06105", "--page", "9" * 30], "page"),
            ([], "where to look"),
        ],
    )
    def test_words_and_numbers_that_are_not_allowed_end_with_two(self, directory, arguments, hint):
        assert hint in refused("directory", "search", *arguments, "--directory", directory, code=2)

    def test_no_directory_says_how_to_make_one(self, tmp_path):
        complaint = refused("directory", "info", "--directory", tmp_path / "none")
        assert "directory build" in complaint

    def test_wrong_arguments_end_with_two(self):
        refused("directory", "search", "--gender", "purple", code=2)
        refused("nonsense", code=2)


class TestFind:
    def test_one_person_gets_every_part(self, directory):
        document = answer("find", STORY, "--near", "06105", "--directory", directory)
        assert set(document) >= {"understanding", "fits", "options", "clinicians", "next"}
        assert document["clinicians"]["results"]
        assert document["options"]["treatments"]
        assert document["fits"]["fits"]
        for clinician in document["clinicians"]["results"]:
            assert sum(reason["points"] for reason in clinician["because"]) == pytest.approx(
                clinician["score"], abs=1e-9
            )
        every_text_has_a_source(document)

    def test_an_emergency_gets_nothing_but_what_to_do_now(self, directory):
        document = answer("find", EMERGENCY, "--near", "06105", "--directory", directory)
        assert document["understanding"]["triage"]["level"] == "emergency_now"
        assert not document["options"]["treatments"]
        assert not document["clinicians"]["results"]
        assert "911" in document["next"][0]["text"]

    def test_an_emergency_is_answered_even_without_a_directory(self, tmp_path):
        document = answer("find", EMERGENCY, "--near", "06105", "--directory", tmp_path / "none")
        assert document["understanding"]["triage"]["level"] == "emergency_now"

    def test_a_distance_in_the_story_that_is_too_far_does_not_cost_the_answer(self, directory):
        document = answer("find", "back pain, within 1000 miles of 06105", "--directory", directory)
        assert document["clinicians"]["within_miles"] == 500

    def test_a_distance_that_was_asked_for_is_taken_as_it_is(self, directory):
        refused("find", STORY, "--near", "06105", "--within", "0", "--directory", directory, code=2)

    def test_what_the_file_cannot_say_is_said(self, directory):
        document = answer("find", "back pain, can I be seen by video near 06105", "--directory", directory)
        assert document["clinicians"]["notes"]

    def test_without_a_place_it_says_so(self, directory):
        assert "--near" in refused("find", "my back hurts", "--directory", directory)


class TestServe:
    def test_everything_is_made_ready_and_said_as_json(self, tmp_path):
        settings = {"UNPINCH_STATE": str(tmp_path / "state"), "UNPINCH_DEMONSTRATION_CLINICIANS": "1000"}
        assert answer("serve", "--prepare-only", **settings) == {"prepared": True}
        assert answer("directory", "info", **settings)["demonstration"] is True

    def test_a_taken_port_is_one_clear_line(self, tmp_path):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            taken = other.getsockname()[1]
            assert "--port" in refused("serve", "--port", taken, UNPINCH_STATE=str(tmp_path / "state"))


class TestPlainWords:
    """Without `--json` a person at a terminal gets sentences, the most urgent first."""

    def test_an_emergency_is_said_first_and_alone(self):
        lines = unpinch("understand", EMERGENCY).stdout.decode().splitlines()
        assert lines[0] == "EMERGENCY: get help now"
        assert "911" in lines[1]
        assert "Understood:" not in lines

    def test_a_story_is_given_back_with_its_quotes(self):
        words = unpinch("understand", STORY).stdout.decode()
        assert "worse_sitting, present: “worse sitting”" in words

    def test_fit_compare_and_search(self, directory):
        assert "This is not a diagnosis." in unpinch("fit", "--pain", "calf_lateral:left").stdout.decode()
        compared = unpinch("compare").stdout.decode()
        assert "Dry needling" in compared
        assert "in one trial: Leg pain was lower" in compared
        found = unpinch("directory", "search", "--directory", directory, "--near", "06105", "--within", "10")
        assert "miles" in found.stdout.decode()
        assert "Built from public files" in unpinch("directory", "info", "--directory", directory).stdout.decode()

    def test_the_whole_way(self, directory):
        words = unpinch("find", STORY, "--near", "06105", "--directory", directory).stdout.decode()
        order = [words.index(part) for part in ("Understood:", "What it fits:", "What may help,", "Who near you:")]
        assert order == sorted(order)


def great_circle(here, there):
    lat1, lon1, lat2, lon2 = (math.radians(float(p[k])) for p in (here, there) for k in ("lat", "long"))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 3958.7613 * math.asin(math.sqrt(a))
