"""What we understood, and the forms that correct it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unpinch.server.web import story
from unpinch.server.web.forms import read_replies
from unpinch.server.web.presenters.chart import chart_to_read
from unpinch.server.web.presenters.find import find_address
from unpinch.server.web.presenters.understand import understand_page


@require_safe
def understand(request: HttpRequest) -> HttpResponse:
    """Show how urgent it is, what was understood and what it fits."""
    reading = story.read_and_judged(request)
    if reading is None:
        return redirect("tell")
    context = {"page": understand_page(reading), "chart": chart_to_read(reading), "find_href": find_address(reading)}
    return render(request, "web/understand.html", context)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take replies to the further questions, and corrections: both put a finding's status over what the text says."""
    kept = story.read(request)
    if kept is not None:
        replies = read_replies(request.POST.dict())
        story.save(request, story=story.with_answers(story=kept, answers=replies))
    return redirect("understand")
