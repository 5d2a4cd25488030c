"""The search for clinicians."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, push_url, reselect, retarget

from unpinch.kernel import CareLevel
from unpinch.server.web import snapshot, story
from unpinch.server.web.forms import FindForm
from unpinch.server.web.presenters.care import care_panel
from unpinch.server.web.presenters.search_form import search_form
from unpinch.server.web.search import address_of, results_of

from .errors import cannot_be_done


# Nothing is kept or changed by a search, and somebody whose browser takes no cookies may search too.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """
    Search clinicians; htmx gets the results alone, a part of the same template.

    The form posts, so that what is typed is read before it can stand in an address. Place, filters and a name go on to
    an address that can be shared; words about the body, and words that found nobody, do not.
    """
    reading = story.read_and_judged(request)
    if reading and reading.triage.level is CareLevel.EMERGENCY_NOW:
        if is_htmx(request):
            # The whole page must change, not the list of results in it.
            return HttpResponseClientRedirect(request.path)
        return render(request, "web/emergency.html", {"care": care_panel(reading.triage)})
    form = FindForm(request.POST if request.method == "POST" else request.GET)
    try:
        results = results_of(form, now=timezone.now())
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503, form=form)
    address = address_of(form, results)
    if request.method == "POST" and address and not is_htmx(request):
        return redirect(address)
    context = {
        "form": form,
        "search": search_form(
            form, reading=reading, results=results, flags_are_known=snapshot.knows_medicare_clinicians()
        ),
        "results": results,
        "share": request.build_absolute_uri(results.address) if results and results.address else "",
    }
    return _answer(request, context, address=address)


def _answer(request: HttpRequest, context: dict[str, Any], *, address: str) -> HttpResponse:
    """Answer with the whole page, or htmx with the part that changes and the address that belongs to it."""
    if not is_htmx(request):
        response = render(request, "web/find.html", context)
    elif context["form"].warning:
        # Help comes before results: the whole page changes, and is shown from its top.
        response = reselect(retarget(render(request, "web/find.html", context), "#main"), "#main")
        response["HX-Reswap"] = "outerHTML show:window:top"
    else:
        response = render(request, "web/parts/find_answer.html", context)
    if is_htmx(request) and request.method == "POST":
        push_url(response, address or reverse("find"))
    patch_vary_headers(response, ("HX-Request", "HX-Boosted"))
    return response


def is_htmx(request: HttpRequest) -> bool:
    """Say whether the page asks for a part of itself; a link that htmx follows asks for a whole page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted
