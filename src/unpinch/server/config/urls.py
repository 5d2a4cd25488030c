"""Every address of the site."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls")), path("", include("unpinch.server.web.urls"))]

handler400 = "unpinch.server.web.views.errors.bad_request"
handler404 = "unpinch.server.web.views.errors.not_found"
handler500 = "unpinch.server.web.views.errors.fault"
