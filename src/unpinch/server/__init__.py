"""
The web site: everything Django.

`serve` is the door for the command line. The folders inside may import downwards only: `config`, then `web` and `api`,
then the apps for each thing people do, then `audit`, then `accounts`.
"""

from typing import TYPE_CHECKING

from unpinch.kernel import late_door

# The server is behind its own door: commands that only read the settings start without it.
if TYPE_CHECKING:
    from .config.roles import change_role
    from .config.serve import say_address, serve
else:
    __getattr__ = late_door(__name__, ".config.roles", ".config.serve")

__all__ = ["change_role", "say_address", "serve"]
