"""Doors of packages that load what is behind them when it is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module


def late_door(package: str, *modules: str) -> Callable[[str], object]:
    """
    Make the `__getattr__` of a package whose heavy modules are loaded only when one of their names is asked for.

    So a command starts without the rooms it does not enter. Written under `else:` of `if TYPE_CHECKING:`, where the
    imports stand for type checkers and for the check of who imports whom.

    Parameters
    ----------
    package
        Its `__name__`. Only names of its `__all__` are looked for.
    modules
        Where they are looked for, each as `._module` or `package.module`, the light ones first: they are loaded in this
        order up to the one that has the name.

    References
    ----------
    PEP 562, module `__getattr__`: https://peps.python.org/pep-0562/
    """

    def find(name: str) -> object:
        door = sys.modules[package]
        for module in modules if name in door.__all__ else ():
            inside = import_module(module, package)
            if hasattr(inside, name):
                # From now on Python finds it without asking here.
                setattr(door, name, getattr(inside, name))
                return getattr(inside, name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find
