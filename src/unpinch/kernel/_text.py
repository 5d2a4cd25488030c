"""Sentences that are made in a room and translated at the door, and the numbers to call that the door puts in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """
    A sentence for a person: an English template and the values that go in.

    The rooms know no translation library; they return `Text`, and the site passes its own `gettext` to `translated`.
    `str()` gives the English sentence. A number to call that nobody has put in (see `HelpLines`) is the United States'
    own: a sentence that is read in an emergency must not show a gap.

    Parameters
    ----------
    template
        English, with `{name}` where a value goes. It is the key under which translators find the sentence.
    values
        What goes in; a value may itself be a `Text`.

    Examples
    --------
    >>> str(Text("{miles} miles away", {"miles": 2.4}))
    '2.4 miles away'
    >>> Text("{miles} miles away", {"miles": 2.4}).translated({"{miles} miles away": "a {miles} millas"}.__getitem__)
    'a 2.4 millas'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda template: template)

    def __hash__(self) -> int:
        return hash((self.template, tuple(sorted((name, str(value)) for name, value in self.values.items()))))

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Give the sentence in the language that `gettext` speaks, values that are sentences included."""
        template = gettext(self.template) if self.template else ""
        values = {**_named(template, UNITED_STATES.words()), **self.values}
        if not values:
            return template
        return template.format(**{name: _spoken(value, gettext) for name, value in values.items()})


def _spoken(value: object, gettext: Callable[[str], str]) -> object:
    return value.translated(gettext) if isinstance(value, Text) else value


def say(template: str, /, **values: object) -> Text:
    """Make a `Text`; `makemessages` collects first arguments, so they are literals or cited data."""
    return Text(template, values)


@dataclass(frozen=True)
class HelpLines:
    """
    Whom to call: the numbers that whoever runs this has set, the United States' own where nobody has.

    A sentence of the knowledge files names them as `{emergency_number}`, `{crisis_line}` and `{call_crisis_line}`
    ("Call or text 988", or "Call 988" where the line takes no texts). The doors, which know the settings, hand their
    lines to the navigator, and that puts them in with `fill`.

    Parameters
    ----------
    emergency_number
        As people read and dial it: digits, blanks and + ( ) -.
    crisis_line
        The same; a line that a trained person answers at any hour.
    crisis_texts
        Whether the crisis line takes text messages too.

    References
    ----------
    988: the row `self_harm` of `knowledge/data/triage_rules.csv`.

    Examples
    --------
    >>> str(HelpLines(emergency_number="112").fill(say("Call {emergency_number} now.")))
    'Call 112 now.'
    >>> str(HelpLines(crisis_line="116 123", crisis_texts=False).fill(say("{call_crisis_line} at any hour.")))
    'Call 116 123 at any hour.'
    """

    emergency_number: str = "911"
    crisis_line: str = "988"
    crisis_texts: bool = True

    def words(self) -> dict[str, object]:
        """Give what goes in for each placeholder."""
        call = say("Call {crisis_line}", crisis_line=self.crisis_line)
        call_or_text = say("Call or text {crisis_line}", crisis_line=self.crisis_line)
        return {
            "emergency_number": self.emergency_number,
            "crisis_line": self.crisis_line,
            "call_crisis_line": call_or_text if self.crisis_texts else call,
        }

    def fill(self, text: Text) -> Text:
        """Give the sentence with these numbers where it names them; what it holds already stays."""
        inside = {name: self.fill(value) if isinstance(value, Text) else value for name, value in text.values.items()}
        return Text(text.template, {**_named(text.template, self.words()), **inside})


def _named(template: str, words: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in words.items() if f"{{{name}}}" in template}


UNITED_STATES = HelpLines()
HELP_PLACEHOLDERS = frozenset(UNITED_STATES.words())
