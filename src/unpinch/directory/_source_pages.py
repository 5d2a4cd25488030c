"""Where a person can read what we say about the public files."""

# The page of the national provider file, with its releases and its readme.
PROVIDER_FILE_PAGE = "https://download.cms.gov/nppes/NPI_Files.html"
# Groups, addresses, telehealth and assignment of clinicians in Medicare.
MEDICARE_CLINICIANS_PAGE = "https://data.cms.gov/provider-data/dataset/mj5m-pzi6"
# What clinicians did for people on Medicare, by year and procedure.
MEDICARE_SERVICES_PAGE = (
    "https://data.cms.gov/provider-summary-by-type-of-service/medicare-physician-other-practitioners/"
    "medicare-physician-other-practitioners-by-provider-and-service"
)
