"""The sub-command that pools the studies of a file."""

from __future__ import annotations

import sys
from argparse import Namespace

from unpinch import evidence

from ._output import print_json, print_lines
from ._synthesis_plain import synthesis_lines


def synthesize(chosen: Namespace) -> None:
    """Print what the studies of a file come to together; warnings go to standard error."""
    found = evidence.synthesize_file(path=chosen.file, measure=chosen.measure, method=chosen.method, test=chosen.test)
    for warning in found.warnings:
        print(f"{found.studies.file}: warning: {warning}", file=sys.stderr)
    if chosen.json:
        print_json(evidence.synthesis_document(synthesized=found))
    else:
        print_lines(*synthesis_lines(found))
