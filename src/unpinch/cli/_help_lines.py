"""The numbers to call, as whoever runs this has set them."""

from __future__ import annotations

from unpinch.kernel import HelpLines


def help_lines() -> HelpLines:
    """
    Read the numbers from the settings of the site, which are environment variables.

    Raises
    ------
    server.config.environment.BadSetting
        If one of them is no telephone number.
    """
    # Loaded only where a text is judged; the table of settings knows no Django.
    from unpinch.server.config.environment import read_help_lines  # noqa: PLC0415  # loaded only where it is used

    return read_help_lines()
