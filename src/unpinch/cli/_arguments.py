"""The arguments of every sub-command."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from . import (
    _commands,
    _directory_commands,
    _directory_lifecycle,
    _evidence_arguments,
    _network_command,
    _people_command,
    _scorecard_command,
    _synthesis_command,
)
from ._publishers import PublicFile

DESCRIPTION = (
    "From where it hurts to the exact care and the right clinician. Not a diagnosis; in an emergency call your "
    "emergency number (911 in the United States)."
)

# Those of `evidence.synthesis`, which is loaded only where studies are pooled; a test holds both together.
MEASURES = ("MD", "SMD", "ROM", "RR", "OR", "RD")
METHODS = ("FE", "DL", "REML", "ML", "PM", "SJ", "HS", "EB")
TESTS = ("z", "hksj")
NETWORK_MEASURES = ("MD", "SMD", "OR", "RR", "RD")
NETWORK_METHODS = ("FE", "DL", "REML", "PM")


def parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command."""
    top = argparse.ArgumentParser(prog="unpinch", description=DESCRIPTION)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _understand,
        _fit,
        _compare,
        _synthesize,
        _network,
        _evidence,
        _directory,
        _find,
        _serve,
        _knowledge,
        _scorecard,
        _people,
    ):
        add(commands)
    return top


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    words: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    command.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return command


def _understand(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(
        commands, "understand", _commands.understand, "plain words to findings, level of care and request"
    )
    command.add_argument("text", nargs="?", metavar="TEXT", help="the person's words; - reads standard input")
    command.add_argument(
        "--each", type=Path, metavar="FILE", help="one text a line, one JSON document a line (blank lines too)"
    )
    _add_lang(command)


def _fit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "fit", _commands.fit, "which nerve roots, muscles and joints the pattern fits")
    many = partial(command.add_argument, action="extend", nargs="+", default=[])
    many("--pain", metavar="REGION[:left|right|both]", help="where it hurts")
    many("--finding", metavar="ID", help="what is there")
    many("--absent", metavar="ID", help="what is not there")
    many("--positive", metavar="TEST", help="an examination that a clinician found positive")
    many("--negative", metavar="TEST", help="an examination that a clinician found negative")
    command.add_argument("--age", type=int, metavar="YEARS", help="the person's age")


def _compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "compare", _commands.compare, "treatments side by side")
    command.add_argument("--condition", default="sciatica", help="sciatica or low_back_pain")


def _synthesize(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = "pairwise meta-analysis of a CSV with one row a study"
    command = _command(commands, "synthesize", _synthesis_command.synthesize, words)
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="columns yi,vi (effect, variance), or m1,sd1,n1,m2,sd2,n2, or a,n1,c,n2 (events and people)",
    )
    command.add_argument("--measure", choices=MEASURES, help="MD, SMD, ROM for means; RR, OR, RD for events")
    command.add_argument(
        "--method", choices=METHODS, default="REML", help="estimator of how much the studies differ (default REML)"
    )
    command.add_argument(
        "--test", choices=TESTS, default="hksj", help="hksj: Hartung-Knapp, t distribution (default); z: normal"
    )


def _network(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = "network meta-analysis of a CSV with one row an arm"
    command = _command(commands, "network", _network_command.network, words)
    command.add_argument(
        "file", type=Path, metavar="FILE", help="columns study,treat,mean,sd,n or study,treat,event,n (events, people)"
    )
    command.add_argument("--measure", choices=NETWORK_MEASURES, help="MD, SMD for means; OR, RR, RD for events")
    command.add_argument(
        "--reference", metavar="NAME", help="treatment to compare with; else the one compared with the most others"
    )
    command.add_argument(
        "--method",
        choices=NETWORK_METHODS,
        default="REML",
        help="how much studies differ (default REML; FE: not at all)",
    )
    command.add_argument(
        "--better", choices=("low", "high"), default="low", help="which values are good (default low, as for pain)"
    )


def _evidence(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _evidence_arguments.add_evidence(commands, _command)


def _people(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _people_command.add_people(commands, _command)


def _find(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "find", _directory_commands.find, "the main job: all of it for one person")
    command.add_argument("text", metavar="TEXT", help="the person's words; - reads standard input")
    command.add_argument("--near", metavar="ZIP|LAT,LON", help="where to look; else the ZIP that the text names")
    command.add_argument("--within", type=float, metavar="MILES", help="how far; else what the text says, else 25")
    command.add_argument("--limit", type=int, default=20, help="how many clinicians at most")
    _add_directory(command)
    _add_lang(command)


def _serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(commands, "serve", _commands.serve, "the web site")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=_port, default=8000, help="port to listen on")
    command.add_argument("--prepare-only", action="store_true", help="make what is missing, then stop")


def _knowledge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("knowledge", help="the cited facts: check them, list the weak ones")
    parts = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(
        parts, "check", _commands.knowledge_check, "load every fact; fail on one without source or past its review date"
    )
    _command(parts, "weak-sources", _commands.weak_sources, "the page of facts that rest on weak sources")


def _directory(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("directory", help="the directory of clinicians: fetch, build, update, search, verify")
    parts = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _directory_fetch(parts)
    build = _command(parts, "build", _directory_commands.build, "public files to a directory, whole or not at all")
    build.add_argument(
        "--nppes",
        type=Path,
        required=True,
        metavar="FILE|ZIP",
        help="national provider file: .csv, .gz or .zip; of the publisher's zip its other files are read too",
    )
    _directory_sources(build)
    build.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the directory")
    _directory_search(parts)
    show = _command(parts, "show", _directory_commands.show, "all that is known of one clinician")
    show.add_argument("npi", metavar="NPI")
    _add_directory(show)
    info = _command(parts, "info", _directory_commands.info, "what a directory holds and where it came from")
    _add_directory(info)
    _directory_lifecycle.add_lifecycle(parts, _command, _add_directory)


def _directory_sources(build: argparse.ArgumentParser) -> None:
    build.add_argument("--locations", type=Path, metavar="FILE", help="further practice locations (pl_pfile)")
    build.add_argument(
        "--medicare",
        action="extend",
        nargs="+",
        default=[],
        metavar="[YEAR=]FILE",
        help="Medicare by Provider and Service, or by Provider; one file a year, again for each",
    )
    build.add_argument("--clinicians", type=Path, metavar="FILE", help="Medicare Doctors and Clinicians")
    build.add_argument("--other-names", type=Path, metavar="FILE", help="other names (othername_pfile)")
    build.add_argument("--endpoints", type=Path, metavar="FILE", help="addresses for messages (endpoint_pfile)")
    build.add_argument("--deactivated", type=Path, metavar="FILE", help="list of deactivated numbers: left out")


def _directory_fetch(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fetch = _command(parts, "fetch", _directory_commands.fetch, "download the public files; goes on where it stopped")
    fetch.add_argument(
        "--file",
        choices=tuple(each.value for each in PublicFile),
        default=PublicFile.PROVIDER.value,
        help="which: the national provider file (as it is without this), its weekly changes, the list of deactivated "
        "NPIs, Medicare by provider and service, Medicare by provider, or Doctors and Clinicians",
    )
    fetch.add_argument("--year", type=int, help="year of a file of Medicare; else the newest")
    fetch.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for the download")
    fetch.add_argument("--url", help="exact address; else the newest release is looked up with its publisher")
    fetch.add_argument("--sha256", help="expected checksum")


def _directory_search(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    search = _command(parts, "search", _directory_commands.search, "clinicians near a place, with reasons")
    search.add_argument(
        "--near", metavar="ZIP|LAT,LON", help="where to look; a point in the south or west: --near=-41.7,72.7"
    )
    search.add_argument("--within", type=float, metavar="MILES", help="how far, in miles")
    search.add_argument("--specialty", action="extend", nargs="+", default=[], metavar="ID", help="kind of clinician")
    search.add_argument("--care", metavar="TREATMENT", help="treatment looked for")
    search.add_argument("--name", metavar="TEXT", help="name, misspellings allowed")
    search.add_argument("--gender", choices=("female", "male"))
    search.add_argument("--npi", metavar="NPI", help="only the clinician with this number")
    search.add_argument(
        "--telehealth", action="store_true", help="only who is known to see people by video or phone, where a file says"
    )
    search.add_argument("--group", action="store_true", help="only who is known to be in a group practice")
    search.add_argument(
        "--assignment", action="store_true", help="only who is known to take Medicare's amount as payment in full"
    )
    search.add_argument("--limit", type=int, default=20, help="results a page")
    search.add_argument("--page", type=int, default=1)
    _add_directory(search)


def _add_directory(command: argparse.ArgumentParser) -> None:
    command.add_argument("--directory", type=Path, metavar="DIR", help="the directory; else the one of the settings")


def _add_lang(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=("en", "es"), help="language of the text; else the text decides")


def _port(word: str) -> int:
    port = int(word)
    if not 0 < port < 65_536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _scorecard(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = "how often words are understood right, and how many emergencies are missed"
    command = _command(commands, "scorecard", _scorecard_command.print_scorecard, words)
    command.add_argument(
        "--texts",
        type=Path,
        default=_scorecard_command.LABELLED_TEXTS,
        metavar="FOLDER",
        help="the labelled texts; in a checkout those of tests/scorecard",
    )
    command.add_argument("--keep", action="store_true", help="keep the figures for the page of the site")
