"""The National Provider Identifier and its check digit."""

from __future__ import annotations

from ._errors import UnpinchError

NPI_LENGTH = 10
# The Luhn sum of an NPI is taken with the prefix 80840 in front; its digits add this constant to the sum.
# https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand/Downloads/NPIcheckdigit.pdf
_PREFIX_80840_SUM = 24


class NotAnNpi(UnpinchError):
    """The value is not an NPI; the message says why."""


def npi_check_digit(*, first_nine: str) -> int:
    """
    Give the tenth digit of an NPI.

    Examples
    --------
    >>> npi_check_digit(first_nine="123456789")
    3
    """
    doubled = (int(digit) * 2 for digit in first_nine[::-2])
    total = _PREFIX_80840_SUM + sum(n // 10 + n % 10 for n in doubled) + sum(int(digit) for digit in first_nine[-2::-2])
    return -total % 10


def check_npi(*, npi: str) -> str:
    """
    Give the NPI back if it is one.

    Raises
    ------
    NotAnNpi
        If it is not ten ASCII digits beginning with 1 or 2, or its check digit is wrong.
    """
    if len(npi) != NPI_LENGTH or not (npi.isascii() and npi.isdigit()):
        raise NotAnNpi(f"{npi!r} is not an NPI: an NPI has 10 digits. Check the number.")
    if npi[0] not in "12":
        raise NotAnNpi(f"{npi} is not an NPI: an NPI begins with 1 or 2. Check the number.")
    if npi_check_digit(first_nine=npi[:9]) != int(npi[9]):
        raise NotAnNpi(f"{npi} is not an NPI: its last digit does not fit the others. Check the number.")
    return npi
