"""
The web site: everything Django.

`serve` is the door for the command line. The folders inside may import downwards only: `config`, then `web` and `api`,
then the apps for each thing people do, then `audit`, then `accounts`.
"""

from .config.serve import say_address, serve

__all__ = ["say_address", "serve"]
