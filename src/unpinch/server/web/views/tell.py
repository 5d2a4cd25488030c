"""The first page and the way back out of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from unpinch import language, navigator
from unpinch.server.web import story
from unpinch.server.web.components.body_chart import mark_value, strength_name
from unpinch.server.web.forms import StoryForm, valid_marks
from unpinch.server.web.presenters.chart import chart_to_mark
from unpinch.server.web.presenters.tell import tell_page


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Ask what hurts; keep the answer in the session and go on to what we understood."""
    kept = story.read(request)
    form = StoryForm(request.POST if request.method == "POST" else None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid() and _was_kept(request, form=form, earlier=kept):
        return redirect("understand")
    return render(
        request, "web/tell.html", {"page": tell_page(), "form": form, "chart": chart_to_mark(valid_marks(form))}
    )


def _was_kept(request: HttpRequest, *, form: StoryForm, earlier: navigator.Story | None) -> bool:
    told = form.story(earlier=earlier)
    try:
        story.judged(told)
    except language.UnreadableText as wrong:
        form.add_error("text", str(wrong))
        return False
    story.save(request, story=told)
    return True


def _initial(kept: navigator.Story | None) -> dict[str, object]:
    if kept is None:
        return {}
    marks = [mark_value(mark) for mark in kept.marks]
    strengths = {strength_name("marks", mark.kind): mark.strength for mark in kept.marks if mark.strength}
    return {"text": kept.text, "marks": marks, "zip_code": kept.zip_code, "insurer": kept.insurer, **strengths}


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was told, and begin anew."""
    story.forget(request)
    return redirect("tell")
