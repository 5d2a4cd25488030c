import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.kernel import NotAnNpi, UnpinchError, check_npi, npi_check_digit


def test_the_worked_example_of_the_publisher():
    # "Requirements for National Provider Identifier (NPI) and NPI Check Digit", CMS: 123456789 has check digit 3.
    assert npi_check_digit(first_nine="123456789") == 3
    assert check_npi(npi="1234567893") == "1234567893"


@pytest.mark.parametrize(
    ("npi", "why"),
    [
        ("", "10 digits"),
        ("123456789", "10 digits"),
        ("12345678933", "10 digits"),
        ("123456789312", "10 digits"),
        ("12345678.3", "10 digits"),
        ("".join(chr(0xFF10 + int(digit)) for digit in "1234567893"), "10 digits"),
        ("3234567891", "begins with 1 or 2"),
        ("1234567890", "last digit"),
    ],
)
def test_what_is_not_an_npi_is_refused_with_the_reason(npi, why):
    with pytest.raises(NotAnNpi, match=why) as refused:
        check_npi(npi=npi)
    assert isinstance(refused.value, UnpinchError)
    assert "\n" not in str(refused.value)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(first_nine, place, shift):
    npi = first_nine + str(npi_check_digit(first_nine=first_nine))
    wrong = npi[:place] + str((int(npi[place]) + shift) % 10) + npi[place + 1 :]
    assert check_npi(npi=npi) == npi
    with pytest.raises(NotAnNpi):
        check_npi(npi=wrong)
