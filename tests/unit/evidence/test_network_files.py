"""Files of arms: what is read, and each refusal with row, reason and what to do."""

import codecs

import pytest

from unpinch import evidence
from unpinch.kernel import UnpinchError

MEANS = "study,treat,mean,sd,n\n"
EVENTS = "study,treat,event,n\n"
TRIAL = "Ito,sham,40,20,30\nIto,needle,31,18,32\n"
COUNTS = "Ito,sham,4,30\nIto,needle,3,32\n"


@pytest.fixture
def read(tmp_path):
    def read_text(text, measure="MD"):
        path = tmp_path / "arms.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return evidence.read_arms(path=path, measure=measure)

    return read_text


@pytest.fixture
def refused(read):
    def refuse(text, measure="MD", error=evidence.BadStudyFile):
        with pytest.raises(error) as caught:
            read(text, measure)
        message = str(caught.value)
        assert isinstance(caught.value, UnpinchError)
        assert "\n" not in message
        assert "arms.csv" in message
        assert message.endswith(".")
        return message

    return refuse


def test_rows_become_arms(read):
    found = read(MEANS + TRIAL)
    assert found.file == "arms.csv"
    assert found.arms.shape.treat_names == ("needle", "sham")
    assert found.arms.shape.study_names == ("Ito",)
    assert found.arms.values.tolist() == [40.0, 31.0]
    assert found.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        codecs.BOM_UTF8.decode() + MEANS + TRIAL,
        "Treat, STUDY ,n,sd,mean,year\nsham,Ito,30,20,40,2001\n\nneedle, Ito,32,18,31,2001\n",
        MEANS + TRIAL.replace("\n", "\r\n"),
        MEANS + '"Ito",sham,40,20,30\n"Ito","needle",31.0,18,3.2e1\n',
    ],
)
def test_the_same_table_written_in_other_ways(text, read):
    found, plain = read(text), read(MEANS + TRIAL)
    assert found.arms.shape.study_names == ("Ito",)
    assert sorted(found.arms.values) == sorted(plain.arms.values)
    assert sorted(found.arms.variances) == sorted(plain.arms.variances)


def test_arms_of_a_study_need_not_follow_one_another(read):
    found = read(MEANS + "Ito,sham,40,20,30\nRossi,sham,50,20,30\nIto,needle,31,18,32\nRossi,needle,44,18,32\n")
    assert found.arms.shape.sizes.tolist() == [2, 2]


def test_zero_cells_are_said(read):
    found = read(EVENTS + "Ito,sham,0,30\nRossi,sham,4,30\nIto,needle,3,32\nIto,usual,3,32\nRossi,needle,2,30\n", "OR")
    assert found.warnings == ('0.5 was added to both cells of each arm of "Ito" (rows 2, 4 and 5): a cell is 0.',)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Ito,sham,40,-20,30\nIto,needle,31,18,32\n", "row 2: sd is -20, but a standard deviation is not below 0"),
        ("Ito,sham,40,20,30\nIto,needle,31,0,32\n", "row 3: sd is 0, but without spread"),
        ("Ito,sham,40,20,0\nIto,needle,31,18,32\n", "row 2: n is 0, but there must be people"),
        ("Ito,sham,40,20,30\nIto,needle,31,18,1\n", "row 3: n is 1, but a standard deviation needs two people"),
        ("Ito,sham,forty,20,30\nIto,needle,31,18,32\n", 'row 2: mean is "forty", which is not a number'),
        ("Ito,sham,inf,20,30\nIto,needle,31,18,32\n", 'row 2: mean is "inf", which is not a number'),
        ("Ito,sham,1e999,20,30\nIto,needle,31,18,32\n", 'row 2: mean is "1e999", too large a number'),
        ('Ito,sham,"40,5",20,30\nIto,needle,31,18,32\n', "Write it with a decimal point"),
        ("Ito,sham,40,20,30\nIto,needle,,18,32\n", "row 3: mean is blank"),
        ("Ito,sham,40,20,30\n,needle,31,18,32\n", "row 3: study is blank"),
        ("Ito,,40,20,30\nIto,needle,31,18,32\n", "row 2: treat is blank"),
        ("Ito,sham,40,20,30\nIto,needle,31,18\n", "row 3: it has 4 values and the header has 5"),
        (TRIAL + "Ito,sham,39,20,30\n", 'row 4: the study "Ito" has the treatment "sham" twice'),
        (TRIAL + "Rossi,sham,39,20,30\n", 'row 4: the study "Rossi" has one arm only'),
        (TRIAL + "\n\nRossi,sham,39,20,30\n", 'row 6: the study "Rossi" has one arm only'),
        (TRIAL + "Rossi,Sham,39,20,30\n", 'row 4: treat is "Sham", but "sham" in row 2'),
        (TRIAL + "ito,usual,39,20,30\n", 'row 4: study is "ito", but "Ito" in row 2'),
        ("", "a header and no rows"),
    ],
)
def test_rows_of_means_that_cannot_be_used(rows, words, refused):
    assert words in refused(MEANS + rows)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Ito,sham,31,30\nIto,needle,3,32\n", "row 2: event is 31, but n is smaller"),
        ("Ito,sham,4,30\nIto,needle,-3,32\n", "row 3: event is -3, but events cannot be fewer than 0"),
        ("Ito,sham,4,0\nIto,needle,3,32\n", "row 2: n is 0, but there must be people"),
    ],
)
def test_rows_of_events_that_cannot_be_used(rows, words, refused):
    assert words in refused(EVENTS + rows, "OR")


def test_parts_that_no_study_connects_are_named(refused):
    message = refused(MEANS + TRIAL + "Rossi,yoga,40,20,30\nRossi,walking,31,18,32\n")
    assert "2 parts that no study connects: needle, sham; and walking, yoga. Add a study" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("study,treat,mean,sd,n,event\nIto,sham,40,20,30,3\n", "the columns of two forms"),
        ("study,treat,mean,n\nIto,sham,40,30\n", "sd is missing"),
        ("treat,event,n\nsham,4,30\n", "study is missing. One row an arm has the columns study,treat,mean,sd,n"),
        ("trial,arm\nIto,sham\n", "study, treat, mean, sd, n is missing"),
        ("study;treat;mean;sd;n\nIto;sham;40;20;30\n", "separated by semicolons"),
        ("study\ttreat\tmean\tsd\tn\n", "separated by tabs"),
        ("study,treat,mean,sd,n,n\nIto,sham,40,20,30,30\n", 'the column "n" comes twice'),
        ("", "the file is empty"),
        (b"\xff\xfe\x00s", "not UTF-8 text"),
    ],
)
def test_tables_that_cannot_be_used(text, words, refused):
    assert words in refused(text)


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        (MEANS + TRIAL, None, "add --measure MD or SMD"),
        (EVENTS + COUNTS, None, "add --measure OR, RR or RD"),
        (MEANS + TRIAL, "OR", "OR cannot be had from the columns study,treat,mean,sd,n"),
        (EVENTS + COUNTS, "MD", "take OR, RR or RD"),
    ],
)
def test_measures_that_the_columns_do_not_allow(text, measure, words, refused):
    assert words in refused(text, measure, evidence.WrongMeasure)
