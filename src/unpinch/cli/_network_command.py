"""The sub-command that compares all treatments of a network of studies."""

from __future__ import annotations

import sys
from argparse import Namespace

from unpinch import evidence

from ._network_plain import network_lines
from ._output import print_json, print_lines


def network(chosen: Namespace) -> None:
    """Print what a network of studies says of each treatment; warnings go to standard error."""
    found = evidence.network_file(
        path=chosen.file,
        measure=chosen.measure,
        reference=chosen.reference,
        method=chosen.method,
        better=chosen.better,
    )
    for warning in found.warnings:
        print(f"{found.file}: warning: {warning}", file=sys.stderr)
    if chosen.json:
        print_json(evidence.network_document(networked=found))
    else:
        print_lines(*network_lines(found))
