"""The evidence: results, trials, the network, what changed, and files to download."""

from __future__ import annotations

import csv
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from unpinch.server.web.presenters.evidence import FILES, evidence_page
from unpinch.server.web.presenters.evidence_changes import changes_page
from unpinch.server.web.presenters.evidence_downloads import result_csv, result_document
from unpinch.server.web.presenters.evidence_network import network_page, network_rows
from unpinch.server.web.presenters.evidence_result import result_page
from unpinch.server.web.presenters.evidence_results import Result, result_named

from .find import is_htmx


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Show results and trials as they were chosen, files, weak sources; htmx gets what a choice changes."""
    template = "web/parts/evidence_found.html" if is_htmx(request) else "web/evidence.html"
    response = render(request, template, {"page": evidence_page(request.GET.dict())})
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def evidence_result(request: HttpRequest, id: str) -> HttpResponse:
    """Show one pooled result."""
    return render(request, "web/evidence_result.html", {"page": result_page(_known(id))})


@require_safe
def evidence_result_csv(request: HttpRequest, id: str) -> HttpResponse:
    """Give the trials of one result, or its row, as CSV."""
    return _as_csv(result_csv(_known(id)).encode(), name=id)


@require_safe
def evidence_result_json(request: HttpRequest, id: str) -> HttpResponse:
    """Give one result as JSON."""
    document = result_document(_known(id))
    headers = {"Content-Disposition": f'attachment; filename="unpinch-{id}.json"'}
    return JsonResponse(document, headers=headers, json_dumps_params={"indent": 1, "ensure_ascii": False})


@require_safe
def evidence_network(request: HttpRequest) -> HttpResponse:
    """Show the network of trials."""
    return render(request, "web/evidence_network.html", {"page": network_page()})


@require_safe
def evidence_network_csv(request: HttpRequest) -> HttpResponse:
    """Give the arms of the network as CSV."""
    response = _as_csv(b"", name="network")
    rows = csv.writer(response, lineterminator="\n")
    rows.writerow(("study", "treat", "mean", "sd", "n", "source_url"))
    rows.writerows(network_rows())
    return response


@require_safe
def evidence_changes(request: HttpRequest) -> HttpResponse:
    """Show what changed and when, and what is to be read again."""
    return render(request, "web/evidence_changes.html", {"page": changes_page(today=timezone.localdate())})


@require_safe
def evidence_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give one knowledge file as it is."""
    if name not in {known for known, _meaning, _rows in FILES}:
        raise Http404
    return _as_csv((files("unpinch.knowledge") / "data" / f"{name}.csv").read_bytes(), name=name)


def _known(id: str) -> Result:
    result = result_named(id)
    if result is None:
        raise Http404
    return result


def _as_csv(content: bytes, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="unpinch-{name}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
