"""The figures as plain JSON values, and the file they are kept in for the site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from unpinch import navigator
from unpinch.kernel import CareLevel

from ._judge import Judged
from ._score import Heard, Scores, Share, score
from ._texts import BadLabel, LabelledText, PublishedCase, published_cases, read_texts

FIGURES = Path(__file__).parent / "figures.json"
CASES = "published_cases.csv"
# In the order they are told: what was only ever scored comes first.
SETS = ("blind", "development", "examples")
LANGUAGES = ("en", "es")
Document = dict[str, Any]


def scorecard_document(*, folder: Path) -> Document:
    """
    Score every set of labelled texts in a folder, in all and by language, and the published cases.

    Parameters
    ----------
    folder
        Holds `blind.jsonl`, `development.jsonl`, `examples.jsonl` (each may be missing) and `published_cases.csv`.

    Raises
    ------
    BadLabel
        If the folder holds none of them, or a line is not as it should be.
    """
    sets = {name: folder / f"{name}.jsonl" for name in SETS if (folder / f"{name}.jsonl").is_file()}
    if not sets:
        wanted = ", ".join(f"{name}.jsonl" for name in SETS)
        raise BadLabel(f"{folder} holds no labelled texts ({wanted}). Give the folder that does with --texts.")
    document: Document = {"sets": {name: _set(read_texts(path=path)) for name, path in sets.items()}}
    if (folder / CASES).is_file():
        document["published_cases"] = [_case(case) for case in published_cases(path=folder / CASES)]
    return document


def write_figures(*, document: Document, path: Path = FIGURES) -> None:
    """Keep the figures where the site reads them."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept_figures(*, path: Path = FIGURES) -> Document:
    """Give the figures as they were kept."""
    figures: Document = json.loads(path.read_text(encoding="utf-8"))
    return figures


def _set(texts: tuple[LabelledText, ...]) -> Document:
    spoken = {lang: tuple(text for text in texts if text.lang == lang) for lang in LANGUAGES}
    scored = {"all": score(texts)} | {lang: score(some) for lang, some in spoken.items() if some}
    return {name: _scores(scores) for name, scores in scored.items()} | {
        "wrong": [_wrong(one) for one in scored["all"].judged if _is_wrong(one)]
    }


def _scores(scores: Scores) -> Document:
    return {
        "texts": scores.texts,
        "traps": scores.traps,
        "emergencies": _share(scores.emergencies),
        "by_emergency": {kind: _share(share) for kind, share in scores.by_emergency.items() if share.of},
        "exact_level": _share(scores.exact),
        "accepted_level": _share(scores.accepted),
        "over_triage": _share(scores.over_triage),
        "under_triage": _share(scores.under_triage),
        "findings": _heard(scores.findings),
        "by_finding": {name: _heard(heard) for name, heard in scores.by_finding.items()},
        "right": {name: _share(share) for name, share in scores.right.items()},
    }


def _share(share: Share) -> Document:
    interval = share.interval and [round(end, 4) for end in share.interval]
    return {"hits": share.hits, "of": share.of, "share": _rounded(share.value), "interval": interval}


def _heard(heard: Heard) -> Document:
    return {
        "true": heard.true,
        "missed": heard.missed,
        "false": heard.false,
        "precision": _rounded(heard.precision),
        "recall": _rounded(heard.recall),
        "f1": _rounded(heard.f1),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _is_wrong(one: Judged) -> bool:
    return bool(not one.is_accepted or one.missed or one.false or not all(one.right.values()))


def _wrong(one: Judged) -> Document:
    return {
        "id": one.text.id,
        "lang": one.text.lang,
        "text": one.text.text,
        "level": one.level.value,
        "right_level": one.text.triage.value,
        "level_accepted": one.is_accepted,
        "missed": sorted(one.missed),
        "false": sorted(one.false),
        "other": sorted(name for name, right in one.right.items() if not right),
    }


def _case(case: PublishedCase) -> Document:
    level = navigator.read(story=navigator.Story(text=case.text)).triage.level
    return {
        "id": case.id,
        "text": case.text,
        "diagnosis": case.diagnosis,
        "published_level": case.triage,
        "level": level.value,
        "source_url": case.source_url,
    }


def case_counts(cases: Iterable[Document]) -> dict[str, Share]:
    """
    Count the published cases whose publisher gave a level: emergencies caught, and others not called one.

    The publishers' scales have no step between an emergency and a visit within days, so `emergencies_caught` counts an
    emergency now, and `emergencies_seen_today` the same day as well.
    """
    with_level = [case for case in cases if case["published_level"]]
    urgent = [case for case in with_level if case["published_level"].startswith(("emergency", "urgent"))]
    calm = [case for case in with_level if case not in urgent]
    now, today = {CareLevel.EMERGENCY_NOW.value}, {CareLevel.EMERGENCY_NOW.value, CareLevel.SAME_DAY.value}
    return {
        "emergencies_caught": Share(sum(case["level"] in now for case in urgent), len(urgent)),
        "emergencies_seen_today": Share(sum(case["level"] in today for case in urgent), len(urgent)),
        "others_called_emergency": Share(sum(case["level"] in now for case in calm), len(calm)),
    }
