"""
100,000 texts that nobody would write, read twice: nothing may fail, and the same words must give the same answer.

`make fuzz`, or `python -m benchmarks.fuzz_language --count 1000`. A third of the texts are signs of some part of
Unicode, two thirds are sentences of the table, spoilt one to four times (`tests/mutations.py`). The second reading is
done by fresh processes in which Python orders its sets otherwise (`PYTHONHASHSEED`). Ends red if a text failed or was
answered in two ways; the number of a text makes it again: `--only NUMBER`.
"""

import argparse
import hashlib
import json
import os
import random  # noqa: TID251  # a benchmark throws its own dice, with a seed
import subprocess
import sys
import time

from tests.mutations import arbitrary, mutated
from unpinch import language, navigator

COUNT, SEED = 100_000, 20261122
HASH_SEEDS = ("1", "20261122")


def text_of(number):
    """Give the text of a number: always the same."""
    dice = random.Random(f"{SEED}/{number}").randrange
    return arbitrary(dice) if number % 3 == 0 else mutated(dice)


def answer(text):
    """Give all that is made of a text as one line, or why nothing is."""
    try:
        reading = navigator.read(story=navigator.Story(text=text))
    except language.UnreadableText as refused:
        return f"refused: {refused}"
    questions = [str(question.text) for question in reading.questions]
    documents = [navigator.reading_document(reading=reading), navigator.fit_document(fit=reading.fit), questions]
    return json.dumps(documents, ensure_ascii=False, allow_nan=False)


def read_part(*, part, parts, count):
    """Read every so many texts and print a digest of each hundred, so that a difference can be found."""
    refused, failed, digests = 0, [], []
    numbers = range(part, count, parts)
    for first in range(0, len(numbers), 100):
        digest = hashlib.blake2b(digest_size=8)
        for number in numbers[first : first + 100]:
            try:
                said = answer(text_of(number))
            except Exception as fault:
                failed.append(f"{number}: {type(fault).__name__}: {fault!s:.80}")
                continue
            refused += said.startswith("refused: ")
            digest.update(said.encode())
        digests.append(digest.hexdigest())
    read = len(numbers) - refused - len(failed)
    print(json.dumps({"read": read, "refused": refused, "failed": failed, "digests": digests}))


def read_all(*, hash_seed, count, parts):
    """Read all texts in fresh processes, one a core."""
    command = [sys.executable, "-m", "benchmarks.fuzz_language", "--count", str(count), "--parts", str(parts)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    running = [
        subprocess.Popen([*command, "--part", str(part)], env=environment, stdout=subprocess.PIPE)
        for part in range(parts)
    ]
    return [json.loads(process.communicate()[0]) for process in running]


def main():
    """Read all texts twice and say what came of it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    arguments.add_argument("--parts", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--part", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--only", type=int, metavar="NUMBER", help="show one text and its answer")
    chosen = arguments.parse_args()
    if chosen.only is not None:
        print(ascii(text_of(chosen.only)), answer(text_of(chosen.only)), sep="\n")
        return 0
    if chosen.part is not None:
        read_part(part=chosen.part, parts=chosen.parts, count=chosen.count)
        return 0
    begin = time.monotonic()
    first, second = (read_all(hash_seed=seed, count=chosen.count, parts=chosen.parts) for seed in HASH_SEEDS)
    return report(first=first, second=second, count=chosen.count, seconds=time.monotonic() - begin)


def report(*, first, second, count, seconds):
    """Print the count and what differs; give the exit code."""
    failed = [line for part in (*first, *second) for line in part["failed"]]
    parts = len(first)
    differ = [
        f"texts {part + parts * 100 * hundred} to {part + parts * (100 * hundred + 99)}, every {parts}"
        for part in range(parts)
        for hundred, pair in enumerate(zip(first[part]["digests"], second[part]["digests"], strict=True))
        if len(set(pair)) > 1
    ]
    read, refused = (sum(part[what] for part in first) for what in ("read", "refused"))
    print(f"{count:,} texts twice in {seconds:.0f} s on {parts} cores: {read:,} read, {refused:,} refused in one line")
    print(f"{len(failed)} failed, {len(differ)} hundreds were answered in two ways")
    print(*failed[:20], *differ[:20], sep="\n")
    return 1 if failed or differ else 0


if __name__ == "__main__":
    sys.exit(main())
