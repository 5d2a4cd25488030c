"""What we understood, and the forms that correct it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unpinch import navigator
from unpinch.server.web import story
from unpinch.server.web.forms import ExaminationForm, read_replies
from unpinch.server.web.presenters.chart import chart_to_read
from unpinch.server.web.presenters.examinations import examination_rows
from unpinch.server.web.presenters.find_address import find_address
from unpinch.server.web.presenters.understand import understand_page


@require_safe
def understand(request: HttpRequest) -> HttpResponse:
    """Show how urgent it is, what was understood and what it fits."""
    reading = story.read_and_judged(request)
    if reading is None:
        return redirect("tell")
    return _page(request, reading=reading, errors=())


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """
    Take replies to the further questions, corrections, and what a clinician found.

    Replies and corrections put a finding's status over what the text says.
    """
    kept = story.read(request)
    if kept is None:
        return redirect("understand")
    examined = ExaminationForm(request.POST)
    if not examined.is_valid():
        errors = tuple(str(error) for errors in examined.errors.values() for error in errors)
        return _page(request, reading=story.judged(kept), errors=errors)
    answered = story.with_answers(story=kept, answers=read_replies(request.POST.dict()))
    story.save(request, story=story.with_examinations(story=answered, results=examined.results()))
    return redirect("understand")


def _page(request: HttpRequest, *, reading: navigator.Reading, errors: tuple[str, ...]) -> HttpResponse:
    context = {
        "page": understand_page(reading),
        "chart": chart_to_read(reading),
        "examinations": examination_rows(reading.story.examinations),
        "errors": errors,
        "find_href": find_address(reading),
    }
    return render(request, "web/understand.html", context)
