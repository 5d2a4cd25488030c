"""Where a person can read what we say about the public files."""

# The page of the national provider file, with its releases and its readme.
PROVIDER_FILE_PAGE = "https://download.cms.gov/nppes/NPI_Files.html"
