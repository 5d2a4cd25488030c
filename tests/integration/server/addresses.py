"""The names of the site's addresses, for tests that walk every page."""

from django.urls import get_resolver

# The pages of the accounts library ask for addresses, passwords and codes; their own tests go there.
_OF_ACCOUNTS = ("account_", "mfa_", "usersessions_")


def names_of_addresses() -> set[str]:
    """Give the names of every address but those of the accounts library."""
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    return {name for name in names if not name.startswith(_OF_ACCOUNTS)}
