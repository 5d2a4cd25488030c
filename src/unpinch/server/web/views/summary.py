"""The page that a person brings to a visit, made from the story of this visit to the site; no account is needed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch import navigator
from unpinch.navigator import SummaryChoice, VisitSummary
from unpinch.server.booking import summary_actions, summary_queries
from unpinch.server.web import story
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.presenters.summary import emergency_of, made_summary, sheet_of, visit_choices
from unpinch.server.web.summary_forms import SummaryForm, VisitForm


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest) -> HttpResponse:
    """Ask what should be on the page, and show it."""
    choice = story.summary_choice(request)
    form = SummaryForm(request.POST if request.method == "POST" else None, initial=_initial(choice))
    reading = story.read_and_judged(request)
    if request.method == "POST" and reading is not None and form.is_valid():
        choice = form.choice()
        story.save_summary_choice(request, choice=choice)
        if not form.warning:
            return redirect("summary")
    return _page(request, form, reading=reading, choice=choice)


def _page(
    request: HttpRequest,
    form: SummaryForm,
    *,
    reading: navigator.Reading | None,
    choice: SummaryChoice,
    keep_error: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "chosen": form["parts"].value() or (),
        "care": emergency_of(reading) if reading else None,
        "sheet": sheet_of(_made(request, reading, choice)) if reading else None,
        "keep_error": keep_error,
    }
    if request.user.is_authenticated:
        person = person_of(request)
        context["kept"] = summary_queries.kept_by(person=person)
        context["visits"] = visit_choices(person=person, chosen=None, now=timezone.now())
    return render(request, "web/summary.html", context)


def _made(request: HttpRequest, reading: navigator.Reading, choice: SummaryChoice) -> VisitSummary:
    # Where it is not known where somebody is, the day is that of the site.
    zone = ZoneInfo(person_of(request).zone) if request.user.is_authenticated else None
    return made_summary(reading, choice=choice, made_date=timezone.localdate(timezone=zone))


def _initial(choice: SummaryChoice) -> dict[str, object]:
    return {
        "parts": [part.value for part in choice.parts],
        "own_words": choice.own_words,
        "name": choice.name,
        "paper": choice.paper.value,
    }


def _of_this_visit(request: HttpRequest) -> VisitSummary | None:
    reading = story.read_and_judged(request)
    return _made(request, reading, story.summary_choice(request)) if reading else None


@require_safe
def print_page(request: HttpRequest) -> HttpResponse:
    """Show the sheet alone, to be printed by the browser."""
    made = _of_this_visit(request)
    if made is None:
        return redirect("summary")
    return render(request, "web/summary_print.html", {"sheet": sheet_of(made)})


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Send the sheet as a file."""
    made = _of_this_visit(request)
    return pdf_answer(made) if made else redirect("summary")


def pdf_answer(made: VisitSummary) -> HttpResponse:
    """Answer with a file whose name tells nothing of who it is about."""
    answer = HttpResponse(navigator.summary_pdf(summary=made, gettext=_), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="visit-summary.pdf"'
    return answer


@signed_in
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the page as it is shown, with a visit where one was chosen."""
    made, form, now = _of_this_visit(request), VisitForm(request.POST), timezone.now()
    if made is None:
        return redirect("summary")
    if not form.is_valid():
        raise Http404
    try:
        kept = summary_actions.keep_with_visit(
            person=person_of(request),
            document=navigator.summary_document(summary=made),
            booking_id=form.cleaned_data["visit"],
            now=now,
        )
    except summary_actions.NoSuchVisit:
        raise Http404 from None
    except summary_actions.TooManyKept as full:
        choice = story.summary_choice(request)
        form_again = SummaryForm(None, initial=_initial(choice))
        reading = story.read_and_judged(request)
        return _page(request, form_again, reading=reading, choice=choice, keep_error=str(full))
    return redirect("summary_kept", pk=kept.pk)
