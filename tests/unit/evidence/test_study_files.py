"""Files of studies: what is read, and what is refused with the row, the reason and what to do."""

import pytest

from unpinch import evidence
from unpinch.evidence import _study_cells

MEANS = "study,m1,sd1,n1,m2,sd2,n2\nA,32,14,30,41,16,28\n"
EVENTS = "study,a,n1,c,n2\nA,4,20,9,21\n"
EFFECTS = "study,yi,vi\nA,-2,1\n"


@pytest.fixture
def written(tmp_path):
    def write(text, name="trials.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def refused(path, measure=None, error=evidence.BadStudyFile):
    with pytest.raises(error) as caught:
        evidence.synthesize_file(path=path, measure=measure)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_effects_keep_their_names_and_rows(written):
    studies = evidence.read_studies(path=written(EFFECTS + "\nB,-3,2\n"))
    assert studies.names == ("A", "B")
    assert studies.rows == (2, 4)
    assert list(studies.yi) == [-2.0, -3.0]
    assert studies.warnings == ()


def test_columns_come_in_any_order_and_case_with_others_between(written):
    text = b'\xef\xbb\xbfN2,"Country", A ,n1,c\r\n21,"Norway, Oslo",4,20,9\r\n16,Chile,3,15,2\r\n'
    studies = evidence.read_studies(path=written(text), measure="OR")
    assert studies.names == ("row 2", "row 3")
    assert list(studies.yi) == pytest.approx([-1.0986122886681098, 0.5596157879354227])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("B,1,0", "row 3: vi is 0, but a variance is above 0"),
        ("B,1,-2", "row 3: vi is -2"),
        ("B,one,2", 'row 3: yi is "one", which is not a number'),
        ('B,"1,5",2', 'row 3: yi is "1,5", which is not a number. Write it with a decimal point'),
        ("B,\u22121.5,2", "Write the minus as a hyphen"),
        ("B,1_000,2", 'row 3: yi is "1_000"'),
        ("B,\u0661,2", "which is not a number"),
        ("B,NA,2", 'row 3: yi is "NA"'),
        ("B,nan,2", 'row 3: yi is "nan"'),
        ("B,inf,2", 'row 3: yi is "inf"'),
        ("B,1e999,2", 'row 3: yi is "1e999", too large'),
        ("B,1,", "row 3: vi is blank"),
        ("B,,2", "row 3: yi is blank"),
        (",,", "row 3: yi is blank"),
        ("B,1", "row 3: it has 2 values and the header has 3"),
        ("B,1,2,3", "row 3: it has 4 values and the header has 3"),
        ("B,1e80,2", "too large or too small to compute with"),
        ("B," + "x" * 300 + ",2", "..."),
    ],
)
def test_rows_of_effects_that_cannot_be_used(written, row, words):
    message = refused(written(f"{EFFECTS}{row}\n"))
    assert message.startswith("trials.csv")
    assert words in message
    assert len(message) < 200


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("B,1,-2,30,3,4,30", "row 3: sd1 is -2, but a standard deviation is not below 0"),
        ("B,1,2,0,3,4,30", "row 3: n1 is 0, but there must be people"),
        ("B,1,0,30,3,0,30", "row 3: the variance of its MD is 0"),
    ],
)
def test_rows_of_means_that_cannot_be_used(written, row, words):
    assert words in refused(written(f"{MEANS}{row}\n"), measure="MD")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("B,21,20,3,20", "row 3: a is 21, but n1 is smaller"),
        ("B,-1,20,3,20", "row 3: a is -1, but events cannot be fewer than 0"),
        ("B,0,20,0,20", "row 3: the variance of its RD is 0"),
        ("B,0,0,0,20", "row 3: n1 is 0"),
    ],
)
def test_rows_of_events_that_cannot_be_used(written, row, words):
    assert words in refused(written(f"{EVENTS}{row}\n"), measure="RD")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the file is empty"),
        ("\ufeff\n \n", "the file is empty"),
        ("study,yi,vi\n", "a header and no rows"),
        ("study,effect\nA,1\n", "none of the forms"),
        ("study,yi\nA,1\n", "vi is missing"),
        ("study,m1,sd1,n1,m2,sd2\nA,1,1,1,1,1\n", "n2 is missing"),
        ("yi,vi,a,n1,c,n2\n1,1,1,5,1,5\n", "columns of two forms, yi,vi and a,n1,c,n2"),
        ("yi,vi,yi\n1,1,1\n", 'the column "yi" comes twice'),
        ("yi;vi\n1;2\n", "separated by semicolons"),
        ("yi\tvi\n1\t2\n", "separated by tabs"),
        ("1,2\n3,4\n", "none of the forms"),
        ('yi,vi\n1,2\n"3,4\n', "quotation marks"),
        ("yi,vi\n1,2\n\u00e4,4\n".encode("latin-1"), "row 3: it is not UTF-8 text"),
        (b"yi,vi\x00\n1,2\n", "not a text file"),
        (b"PK\x03\x04\xff\xfe", "it is not UTF-8 text"),
        (EFFECTS, "one study (A): there is nothing to pool"),
    ],
)
def test_files_that_cannot_be_used(written, content, words):
    message = refused(written(content))
    assert message.startswith("trials.csv")
    assert words in message


def test_a_file_far_too_large_is_not_read(written, monkeypatch):
    monkeypatch.setattr(_study_cells, "MOST_BYTES", 10)
    assert "larger than" in refused(written(EFFECTS))


@pytest.mark.parametrize(
    ("content", "measure", "words"),
    [
        (MEANS, None, "add --measure MD, SMD or ROM"),
        (MEANS, "RR", "RR cannot be had from the columns m1,sd1"),
        (EVENTS, None, "add --measure RR, OR or RD"),
        (EVENTS, "SMD", "take RR, OR or RD"),
        (EVENTS, "SMDH", "take RR, OR or RD"),
    ],
)
def test_measures_that_the_columns_do_not_allow(written, content, measure, words):
    assert words in refused(written(content), measure=measure, error=evidence.WrongMeasure)


def test_zero_cells_are_told_by_row(written):
    text = EVENTS + "B,0,20,3,20\nC,5,20,6,20\nD,4,20,0,20\n"
    assert evidence.read_studies(path=written(text), measure="RR").warnings == (
        "0.5 was added to each of the four cells of rows 3 and 5: a cell is 0.",
    )
    assert evidence.read_studies(path=written(text), measure="RD").warnings == ()


def test_one_name_twice_is_only_warned_of(written):
    found = evidence.synthesize_file(path=written(EFFECTS + "B,1,1\na,1,1\nB,2,2\nB,3,1\n"))
    assert found.pooled.k == 5
    assert found.warnings == (
        'rows 2 and 4 are called "A": the same people must not be counted twice.',
        'rows 3, 5 and 6 are called "B": the same people must not be counted twice.',
    )


def test_an_sd_of_zero_in_one_arm_is_only_warned_of(written):
    studies = evidence.read_studies(path=written(MEANS + "B,1,0,30,3,4,30\n"), measure="MD")
    assert studies.warnings == ("An SD of row 3 is 0: look whether it is one.",)


def test_a_measure_for_given_effects_is_a_name_only(written):
    plain = evidence.read_studies(path=written(EFFECTS + "B,1,1\n"))
    named = evidence.read_studies(path=written(EFFECTS + "B,1,1\n"), measure="OR")
    assert list(named.yi) == list(plain.yi)
    assert named.warnings == ("yi and vi are taken as they are; OR only names them.",)


def test_no_spread_at_all_is_warned_of(written):
    found = evidence.synthesize_file(path=written("yi,vi\n1,1\n1,2\n"))
    assert found.warnings == ("All effects are the same, so Hartung and Knapp's error is 0. Take --test z.",)
