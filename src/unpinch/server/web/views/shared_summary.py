"""A summary as others see it: with a link and its code, or at the desk of the visit that it goes with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unpinch.navigator import VisitSummary
from unpinch.server.accounts.queries import Role
from unpinch.server.booking import summary_actions, summary_queries
from unpinch.server.booking.summary_actions import Opened, Opening
from unpinch.server.booking.summary_queries import KeptSummary, ShareState, SummaryShare
from unpinch.server.web.access import person_of, with_role
from unpinch.server.web.presenters.summary import kept_summary, sheet_of
from unpinch.server.web.summary_forms import CodeForm

from .summary import pdf_answer

# In the reader's own session: which links they have opened, under which name, until when. After that the code is asked
# for again: the next person at a shared computer does not have it.
_OPENED, _READING_SECONDS = "opened_summaries", 30 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code, and show the summary to who has it."""
    now = timezone.now()
    if request.method == "POST":
        return _tried(request, token)
    link = summary_queries.open_share(token=token, now=now)
    name = _name_of_reader(request, link) if link else None
    if link is None or name is None:
        return _asked(request, CodeForm(), state=summary_queries.share_state(token=token, now=now))
    summary_actions.look(share=link, name=name, reader=_reader(request), now=now)
    context = {"sheet": _sheet(link.summary), "owner": link.summary.person.name, "link": link, "token": token}
    return _not_found_by_engines(render(request, "web/summary_shared.html", context))


def _tried(request: HttpRequest, token: str) -> HttpResponse:
    """Try a code; the summary itself is shown by the next page, so that a reload sends no code again."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, state=None)
    said = form.cleaned_data
    opened = summary_actions.open_shared(token=token, code=said["code"], reader=_reader(request), now=timezone.now())
    if opened.share is None:
        return _refused(request, form, opened=opened, token=token)
    known = dict(request.session.get(_OPENED, {}))
    until = int(timezone.now().timestamp()) + _READING_SECONDS
    request.session[_OPENED] = {**known, str(opened.share.pk): [until, said["name"]]}
    if form.warning:
        return _asked(request, form, state=None)
    return redirect("summary_shared", token=token)


def _refused(request: HttpRequest, form: CodeForm, *, opened: Opened, token: str) -> HttpResponse:
    if opened.outcome is Opening.WRONG:
        left = ngettext("%(count)d try is left.", "%(count)d tries are left.", opened.tries_left)
        form.add_error("code", _("This is not the code.") + " " + left % {"count": opened.tries_left})
        return _asked(request, form, state=None)
    state = summary_queries.share_state(token=token, now=timezone.now())
    if state is None:
        form.add_error("code", _("This link or this code is not right. Check both."))
    return _asked(request, form, state=state)


def _asked(request: HttpRequest, form: CodeForm, *, state: ShareState | None) -> HttpResponse:
    closed = state.value if state not in (None, ShareState.OPEN) else ""
    answer = render(request, "web/summary_code.html", {"form": form, "closed": closed}, status=410 if closed else 200)
    return _not_found_by_engines(answer)


def _not_found_by_engines(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _reader(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


def _name_of_reader(request: HttpRequest, link: SummaryShare) -> str | None:
    """Give the name under which this browser has opened a link, None where it has not or too long ago."""
    until, name = request.session.get(_OPENED, {}).get(str(link.pk), (0, ""))
    return str(name) if timezone.now().timestamp() < until else None


def _sheet(found: KeptSummary) -> Any:
    made = kept_summary(found)
    return sheet_of(made) if made else None


def _readable(found: KeptSummary) -> VisitSummary:
    made = kept_summary(found)
    if made is None:
        raise Http404
    return made


@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponse:
    """Send a shared summary as a file to who has opened it."""
    now = timezone.now()
    link = summary_queries.open_share(token=token, now=now)
    name = _name_of_reader(request, link) if link else None
    if link is None or name is None:
        return redirect("summary_shared", token=token)
    made = _readable(link.summary)
    summary_actions.look(share=link, name=name, reader=_reader(request), now=now)
    return _not_found_by_engines(pdf_answer(made))


@with_role(Role.CLINICIAN)
@require_safe
def at_the_desk(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Show the summary of a visit to the clinician whom it is with."""
    found = _at_own_desk(request, booking_id)
    context = {"sheet": _sheet(found), "owner": found.person.name, "booking_id": booking_id}
    return render(request, "web/summary_desk.html", context)


@with_role(Role.CLINICIAN)
@require_safe
def desk_pdf(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Send the summary of a visit as a file to the clinician whom it is with."""
    return pdf_answer(_readable(_at_own_desk(request, booking_id)))


def _at_own_desk(request: HttpRequest, booking_id: int) -> KeptSummary:
    try:
        return summary_actions.look_at_the_desk(booking_id=booking_id, clinician=person_of(request), now=timezone.now())
    except summary_actions.NoSuchSummary:
        raise Http404 from None
