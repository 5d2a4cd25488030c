"""The forms that a page holds, as a browser sees them: where they go, how, and what can be typed into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

# What can be typed freely; a box without a type is one for text.
FREE_TEXT = {"", "text", "search", "email", "tel", "url", "password"}


@dataclass
class FormOnPage:
    """One form: `boxes` are the names of what can be typed freely, `sent` the hidden fields that go with it."""

    action: str
    method: str
    boxes: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.loose: list[str] = []
        self._inside: FormOnPage | None = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = FormOnPage(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._inside)
        is_box = tag == "textarea" or (tag == "input" and given.get("type", "") in FREE_TEXT)
        if self._inside is None:
            self.loose += [given.get("name", "")] if is_box else []
        elif is_box:
            self._inside.boxes.append(given["name"])
        elif tag == "input" and given.get("type") == "hidden":
            self._inside.sent[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = None


def forms_on(page: str) -> list[FormOnPage]:
    """Give the forms of a page; a box outside of every form is a fault of the page."""
    reader = _Reader()
    reader.feed(page)
    assert not reader.loose, f"a box in no form: {reader.loose}"
    return reader.forms
