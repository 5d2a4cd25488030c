"""Small public files of plainly fictional clinicians, in the publishers' forms: for the tests of the readers."""

import csv
import io

from tests.unit.directory.provider_file import npi

LOCATIONS_HEADER = (
    "NPI",
    "Provider Secondary Practice Location Address- Address Line 1",
    "Provider Secondary Practice Location Address-  Address Line 2",
    "Provider Secondary Practice Location Address - City Name",
    "Provider Secondary Practice Location Address - State Name",
    "Provider Secondary Practice Location Address - Postal Code",
    "Provider Secondary Practice Location Address - Country Code (If outside U.S.)",
    "Provider Secondary Practice Location Address - Telephone Number",
    "Provider Secondary Practice Location Address - Telephone Extension",
    "Provider Practice Location Address - Fax Number",
)
DOCTORS_HEADER = (
    *("NPI", "Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name", "suff"),
    *("gndr", "Cred", "Med_sch", "Grd_yr", "pri_spec", "sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4"),
    *("sec_spec_all", "Telehlth", "Facility Name", "org_pac_id", "num_org_mem", "adr_ln_1", "adr_ln_2", "ln_2_sprs"),
    *("City/Town", "State", "ZIP Code", "Telephone Number", "ind_assgn", "grp_assgn", "adrs_id"),
)
OLD_DOCTORS_NAMES = {
    "Provider Last Name": "lst_nm",
    "Facility Name": "org_nm",
    "City/Town": "cty",
    "State": "st",
    "ZIP Code": "zip",
    "Telephone Number": "phn_numbr",
}
SERVICES_HEADER = (
    *("Rndrng_NPI", "Rndrng_Prvdr_Last_Org_Name", "Rndrng_Prvdr_Ent_Cd", "Rndrng_Prvdr_St1"),
    *("Rndrng_Prvdr_State_Abrvtn", "Rndrng_Prvdr_Zip5", "Rndrng_Prvdr_RUCA_Desc", "HCPCS_Cd", "HCPCS_Desc"),
    *("HCPCS_Drug_Ind", "Place_Of_Srvc", "Tot_Benes", "Tot_Srvcs", "Avg_Mdcr_Stdzd_Amt"),
)


def rows_as_csv(*rows, header, quoting=csv.QUOTE_MINIMAL, newline="\n"):
    """Give the bytes of a file with these rows; what a row does not name is empty."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator=newline)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return text.getvalue().encode()


def location(number, **values):
    """Give one row of the practice location file by short names: line_1, city, state, postal, country, phone."""
    chosen = {
        "line_1": "2 Example Rd",
        "line_2": "",
        "city": "Hartford",
        "state": "CT",
        "postal": "061051208",
        "country": "US",
        "phone": "8605550100",
        **values,
    }
    words = ("line_1", "line_2", "city", "state", "postal", "country", "phone")
    return {
        "NPI": chosen.get("npi", npi(number)),
        **{name: chosen[word] for word, name in zip(words, LOCATIONS_HEADER[1:8], strict=True)},
    }


def doctor(number, **values):
    """Give one row of the Doctors and Clinicians file by the publisher's names, blanks as underscores."""
    chosen = {
        "NPI": npi(number),
        "Grd_yr": "2001",
        "Telehlth": "Y",
        "Facility Name": "FICTIONAL SPINE, GROUP",
        "org_pac_id": "0001234567",
        "num_org_mem": "12",
        "adr_ln_1": "3 EXAMPLE AVE",
        "City/Town": "HARTFORD",
        "State": "CT",
        "ZIP Code": "061051208",
        "Telephone Number": "8605550101",
        "ind_assgn": "Y",
        "grp_assgn": "M",
        "adrs_id": "CT061051208HA3XXXXAVEX400",
    }
    return {**chosen, **{name.replace("_", " ") if name in _SPACED else name: value for name, value in values.items()}}


_SPACED = ("Facility_Name", "ZIP_Code", "Telephone_Number")


def service(number, **values):
    """Give one row of the file by Provider and Service by the publisher's names."""
    return {
        "Rndrng_NPI": npi(number),
        "Rndrng_Prvdr_Last_Org_Name": "Teapot",
        "Rndrng_Prvdr_Ent_Cd": "I",
        "Rndrng_Prvdr_St1": "1 Example St",
        "Rndrng_Prvdr_State_Abrvtn": "CT",
        "Rndrng_Prvdr_Zip5": "06105",
        "Rndrng_Prvdr_RUCA_Desc": "Metropolitan area core: primary flow within an area of 50,000 and greater",
        "HCPCS_Cd": "97110",
        "HCPCS_Drug_Ind": "N",
        "Place_Of_Srvc": "O",
        "Tot_Benes": "20",
        "Tot_Srvcs": "100",
        "Avg_Mdcr_Stdzd_Amt": "25.5",
        **values,
    }


def counted(account):
    """Give the reasons with their rows and first rows, and see that the account adds up."""
    assert account.rows_read == account.rows_kept + sum(each.rows for each in account.rejected)
    return {each.reason.value: (each.rows, each.first_row) for each in account.rejected}
