"""Where a command begins and how it ends: 0 done, 1 it could not be done, 2 wrong arguments. Never a traceback."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from unpinch import directory, evidence, navigator
from unpinch.kernel import UnpinchError

from ._arguments import parser
from ._input import WrongArguments

DONE, COULD_NOT, WRONG_ARGUMENTS, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is UTF-8 in any locale.
        sys.stdout.reconfigure(encoding="utf-8")
    chosen = parser().parse_args(arguments)
    try:
        chosen.run(chosen)
        if sys.stdout is not None:
            sys.stdout.flush()
    except UnpinchError as known:
        return _said(str(known), code=WRONG_ARGUMENTS if _is_about_arguments(known) else COULD_NOT)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except OSError as trouble:
        return _said(f"{trouble.filename or 'The system'}: {trouble.strerror or trouble}. Mend that and run it again.")
    except Exception as fault:
        return _unexpected(fault)
    return DONE


def _is_about_arguments(known: UnpinchError) -> bool:
    """Tell words and numbers that are none of the allowed ones from a place or person that was looked for in vain."""
    words = (
        WrongArguments,
        navigator.UnknownWord,
        navigator.UnknownSide,
        evidence.UnknownCondition,
        evidence.UnknownReference,
        evidence.WrongMeasure,
        directory.BadQuery,
    )
    return isinstance(known, words) and not isinstance(known, directory.UnknownPlace)


def _said(message: str, *, code: int = COULD_NOT) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return code


def _unexpected(fault: Exception) -> int:
    """Say that it is our fault and where, without the message: it could hold what the person typed."""
    if os.environ.get("UNPINCH_DEBUG") == "1":
        traceback.print_exception(fault)
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    return _said(
        f"Unpinch met a fault of its own ({type(fault).__name__} at {where}). "
        "Please report it; UNPINCH_DEBUG=1 shows more."
    )
