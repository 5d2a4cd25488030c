"""The evidence, and its files to download."""

from __future__ import annotations

from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unpinch.server.web.presenters.evidence import FILES, evidence_page


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Show pooled results, trials, files, weak sources."""
    asked = request.GET
    page = evidence_page(
        condition=asked.get("condition", ""),
        treatment=asked.get("treatment", ""),
        page=asked.get("page", "1"),
        pooled_page=asked.get("pooled", "1"),
    )
    return render(request, "web/evidence.html", {"page": page})


@require_safe
def evidence_file(request: HttpRequest, name: str) -> HttpResponse:
    """Give one knowledge file as it is."""
    if name not in {known for known, _meaning, _rows in FILES}:
        raise Http404
    content = (files("unpinch.knowledge") / "data" / f"{name}.csv").read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="unpinch-{name}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
