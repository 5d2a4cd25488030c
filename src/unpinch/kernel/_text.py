"""Sentences that are made in a room and translated at the door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """
    A sentence for a person: an English template and the values that go in.

    The rooms know no translation library; they return `Text`, and the site passes its own `gettext` to `translated`.
    `str()` gives the English sentence.

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
        if not self.values:
            return template
        return template.format(**{name: _spoken(value, gettext) for name, value in self.values.items()})


def _spoken(value: object, gettext: Callable[[str], str]) -> object:
    return value.translated(gettext) if isinstance(value, Text) else value


def say(template: str, /, **values: object) -> Text:
    """Make a `Text`; `makemessages` collects first arguments, so they are literals or cited data."""
    return Text(template, values)
