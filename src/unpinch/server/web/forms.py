"""What people send us, checked; every message is a verb and the thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unpinch import directory, knowledge, navigator, patterns
from unpinch.kernel import FindingStatus, Mark, MarkKind
from unpinch.navigator import Story
from unpinch.server.profiles.facts import MOST_CHARACTERS as MOST_REPORT_CHARACTERS
from unpinch.server.web.components.body_chart import STRENGTH_WORDS, all_values, read_mark, strength_name

from .presenters.said_wrong import wrong_choices
from .watch import WatchedForm

# The words of the contract, as people know them.
INSURERS = (
    ("", _("I would rather not say")),
    ("aetna", "Aetna"),
    ("anthem", "Anthem"),
    ("bcbs", "Blue Cross Blue Shield"),
    ("centene", "Centene"),
    ("cigna", "Cigna"),
    ("humana", "Humana"),
    ("kaiser", "Kaiser Permanente"),
    ("medicaid", "Medicaid"),
    ("medicare", "Medicare"),
    ("medicare_advantage", "Medicare Advantage"),
    ("tricare", "Tricare"),
    ("unitedhealthcare", "UnitedHealthcare"),
    ("va", _("VA (veterans)")),
    ("workers_comp", _("Workers' compensation")),
    ("other", _("Another insurer")),
    ("none", _("No insurance")),
)
# Four pages of print: longer than any story a person tells, short enough to be read at once.
MOST_CHARACTERS = 20_000
# Seven digits are the shortest number that can be dialled from next door.
_TELEPHONE = re.compile(r"\+?(?:[ ()/.-]*[0-9]){7,15}[ )]*", re.ASCII)
_STRENGTHS = tuple(str(strength) for strength in STRENGTH_WORDS)
DISTANCES_MILES = (5, 10, 25, 50, 100)
USUAL_MILES = 25


class StoryForm(WatchedForm):
    """The box for one's own words, the body chart, and where and with which insurer."""

    text = forms.CharField(
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={
            "max_length": _("Shorten your words to %(limit_value)d characters. You wrote %(show_value)d."),
            "null_characters_not_allowed": _("Write in plain words. What was sent is not text."),
        },
    )
    marks = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Mark areas that are on the body chart.")}
    )
    zip_code = forms.CharField(
        required=False, max_length=10, error_messages={"max_length": _("Enter a 5-digit ZIP code.")}
    )
    insurer = forms.ChoiceField(
        required=False, choices=INSURERS, error_messages={"invalid_choice": _("Choose an insurer from the list.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marks"].choices = [(value, value) for value in all_values()]  # type: ignore[attr-defined]  # the stubs give the base class
        for kind in MarkKind:
            self.fields[strength_name("marks", kind)] = _strength_field()

    def clean_zip_code(self) -> str:
        """Give the five digits of a ZIP code that exists, or nothing."""
        return clean_zip(self.cleaned_data["zip_code"])

    def clean(self) -> dict[str, Any]:
        """Refuse a form that says neither in words nor on the chart what hurts."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["text"] and not cleaned["marks"]:
            self.add_error("text", _("Tell us what hurts in your own words, or mark it on the body chart."))
        return cleaned

    def story(self, *, earlier: Story | None) -> Story:
        """Give the story that was told, with the earlier replies that still hold."""
        said = self.cleaned_data
        text, marks = said["text"], self.read_marks(said["marks"], strengths=said)
        return Story(
            text=text,
            marks=marks,
            answers=navigator.replies_kept(earlier=earlier, text=text, marks=marks) if earlier else (),
            # What a clinician found does not change with the words.
            examinations=earlier.examinations if earlier else (),
            zip_code=said["zip_code"] or None,
            insurer=said["insurer"] or None,
        )

    def read_marks(self, values: Iterable[str], *, strengths: Mapping[str, Any]) -> tuple[Mark, ...]:
        """Read marks, each as strong as its kind was said to be."""
        said = {kind: str(strengths.get(strength_name("marks", kind)) or "") for kind in MarkKind}
        known = {kind: int(value) for kind, value in said.items() if value in _STRENGTHS}
        return tuple(replace(mark, strength=known.get(mark.kind)) for mark in map(read_mark, values))


def _strength_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False,
        choices=[("", ""), *((value, value) for value in _STRENGTHS)],
        error_messages={"invalid_choice": _("Choose how strong it is from the list.")},
    )


def clean_zip(value: str) -> str:
    """Give the five digits of a ZIP code that exists, nothing for nothing; refuse anything else."""
    digits = value.strip().split("-", 1)[0]
    if not digits:
        return ""
    if not (len(digits) == 5 and digits.isascii() and digits.isdigit()):
        raise forms.ValidationError(_("Enter a 5-digit ZIP code."))
    if not directory.is_zip(code=digits):
        raise forms.ValidationError(_("Enter a ZIP code that exists. We do not know this one."))
    return digits


def valid_marks(form: StoryForm) -> tuple[Mark, ...]:
    """Give the marks that the form holds, checked or not yet; what is no mark is left out."""
    allowed = frozenset(all_values())
    values = [value for value in form["marks"].value() or () if value in allowed]
    return form.read_marks(values, strengths={name: form[name].value() for name in form.fields})


REPLIES: dict[str, FindingStatus | None] = {
    "yes": FindingStatus.PRESENT,
    "no": FindingStatus.ABSENT,
    # Not known is never read as "no": the question stays open.
    "unknown": None,
}


def read_replies(sent: dict[str, str]) -> dict[str, FindingStatus | None]:
    """Read the replies to questions, fields named `finding-<id>`; what is not a finding or a reply is left out."""
    known = {finding.id for finding in knowledge.findings()}
    named = {name.removeprefix("finding-"): value for name, value in sent.items() if name.startswith("finding-")}
    return {finding: REPLIES[value] for finding, value in named.items() if finding in known and value in REPLIES}


RESULTS: dict[str, bool | None] = {"positive": True, "negative": False, "not_done": None}
EXAMINATION = "examination-"


class ExaminationForm(forms.Form):
    """What a clinician found: fields named `examination-<id>`; what was not sent stays as it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for examination, name in patterns.examinations().items():
            self.fields[f"{EXAMINATION}{examination}"] = _result_field(name.translated(gettext))

    def clean(self) -> dict[str, Any]:
        """Refuse an examination whose figures we do not know."""
        cleaned = super().clean() or {}
        unknown = sorted(name for name in self.data if name.startswith(EXAMINATION) and name not in self.fields)
        if unknown:
            raise forms.ValidationError(
                _("Choose examinations from the list. We do not know “%(name)s”."),
                params={"name": unknown[0].removeprefix(EXAMINATION)[:40]},
            )
        return cleaned

    def results(self) -> dict[str, bool | None]:
        """Give what was sent: whether each examination was positive, None for not done."""
        return {name.removeprefix(EXAMINATION): RESULTS[value] for name, value in self.cleaned_data.items() if value}


def _result_field(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False,
        choices=[(value, value) for value in RESULTS],
        error_messages={
            "invalid_choice": gettext("Choose positive, negative or not done for: %(name)s.") % {"name": name}
        },
    )


class FindForm(WatchedForm):
    """Place, filters and name of a search."""

    near = forms.CharField(required=False, max_length=40)
    within = forms.FloatField(
        required=False,
        error_messages={"invalid": _("Choose a distance in miles.")},
    )
    care = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose a treatment from the list.")})
    specialty = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Choose kinds of clinician from the list.")}
    )
    gender = forms.ChoiceField(
        required=False,
        choices=(("", _("any")), ("female", _("female")), ("male", _("male"))),
        error_messages={"invalid_choice": _("Choose a gender from the list.")},
    )
    telehealth = forms.ChoiceField(
        required=False,
        choices=(("", ""), ("1", _("see people by video or phone"))),
        error_messages={"invalid_choice": _("Choose video or phone, or leave it.")},
    )
    group = forms.ChoiceField(
        required=False,
        choices=(("", ""), ("1", _("work in a group practice"))),
        error_messages={"invalid_choice": _("Choose group practices, or leave it.")},
    )
    assignment = forms.ChoiceField(
        required=False,
        choices=(("", ""), ("1", _("take Medicare's amount as payment in full"))),
        error_messages={"invalid_choice": _("Choose Medicare's amount, or leave it.")},
    )
    name = forms.CharField(required=False, max_length=80)
    # A dot of the map, by the ZIP code that names it. No box asks for it: the map leads there.
    at = forms.RegexField(
        regex=r"^[0-9]{5}$", required=False, error_messages={"invalid": _("Choose a place from the map.")}
    )
    page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={
            "invalid": _("Choose a page from the list."),
            "min_value": _("Choose a page from the list."),
            "max_value": _("Choose a page from the list."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care"].choices = care_choices()  # type: ignore[attr-defined]  # the stubs give the base class
        self.fields["specialty"].choices = specialty_choices()  # type: ignore[attr-defined]  # as above

    def clean_near(self) -> str:
        """Give the place, a ZIP code checked, anything else as it is: the directory reads it."""
        near = str(self.cleaned_data["near"]).strip()
        return near if "," in near else clean_zip(near)

    @property
    def asks_something(self) -> bool:
        """Say whether there is a place or a name to search for."""
        return bool(self.cleaned_data.get("near") or self.cleaned_data.get("name"))

    @property
    def has_private_words(self) -> bool:
        """Say whether something typed may not stand in an address line: it is about the body, or cannot be used."""
        name = self.cleaned_data.get("name", "")
        return bool(self.errors or self.warning or navigator.speaks_of_the_body(text=name))

    def asked(self) -> dict[str, list[str]]:
        """Give what was asked for as the query of an address: the place as it was checked, filters, and a name."""
        sent = {name: self[name].data for name in self.fields} | {"near": self.cleaned_data.get("near")}
        several = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
        return {name: kept for name, values in several.items() if (kept := [value for value in values if value])}

    def query(self, *, limit: int) -> directory.Query:
        """Give the question for the directory."""
        asked = self.cleaned_data
        return directory.Query(
            near=asked["near"] or None,
            within_miles=asked["within"] if asked["within"] is not None else float(USUAL_MILES),
            specialties=tuple(asked["specialty"]),
            care=asked["care"] or None,
            name=asked["name"] or None,
            gender=asked["gender"] or None,
            telehealth=bool(asked["telehealth"]) or None,
            group=bool(asked["group"]) or None,
            assignment=bool(asked["assignment"]) or None,
            limit=limit,
            page=asked["page"] or 1,
        )


class WrongForm(WatchedForm):
    """Which fact about a clinician is wrong, and what the visitor knows of it."""

    wrong = forms.ChoiceField(
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        required=False,
        max_length=MOST_REPORT_CHARACTERS,
        error_messages={
            "max_length": _("Shorten your words to %(limit_value)d characters. You wrote %(show_value)d."),
            "null_characters_not_allowed": _("Write in plain words. What was sent is not text."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wrong"].choices = wrong_choices()  # type: ignore[attr-defined]  # the stubs give the base class


class ContactForm(WatchedForm):
    """How the crisis contact can reach a visitor: a telephone number or a mail address, and nothing else."""

    reach = forms.CharField(
        max_length=100,
        error_messages={
            "required": _("Enter a telephone number or an e-mail address."),
            "max_length": _("Enter one telephone number or one e-mail address."),
        },
    )

    def clean_reach(self) -> str:
        """Refuse whatever is neither: words about the body must not travel in a mail."""
        reach = str(self.cleaned_data["reach"])
        if _TELEPHONE.fullmatch(reach):
            return reach
        try:
            validate_email(reach)
        except forms.ValidationError:
            raise forms.ValidationError(_("Enter a telephone number or an e-mail address, and nothing else.")) from None
        return reach


def care_choices() -> list[tuple[str, str]]:
    """Give the treatments that a clinician gives."""
    given = (row for row in knowledge.treatments() if row.specialties)
    return [("", str(_("any care"))), *((row.id, gettext(row.name)) for row in given)]


def specialty_choices() -> list[tuple[str, str]]:
    """Give the kinds of clinician."""
    return [(row.id, gettext(row.name)) for row in knowledge.specialties()]
