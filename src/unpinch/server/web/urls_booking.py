"""The addresses with which a person books, waits, and looks after their visits."""

from django.urls import path

from .views import book, visits, waiting, without_calendar

urlpatterns = [
    path("book/<str:npi>/", book.book, name="book"),
    path("book/<str:npi>/time/", book.time, name="book_time"),
    path("book/<str:npi>/hold/", book.hold, name="book_hold"),
    path("book/<str:npi>/reminder.ics", without_calendar.reminder, name="book_reminder"),
    path("visits/", visits.visits, name="visits"),
    path("visits/link/<str:token>/", visits.link, name="visit_link"),
    path("visits/waiting/<int:visit>/", waiting.waiting, name="waiting"),
    path("visits/waiting/<int:number>/leave/", waiting.leave, name="waiting_leave"),
    path("visits/<uuid:key>/", visits.visit, name="visit"),
    path("visits/<uuid:key>/confirm/", visits.confirm, name="visit_confirm"),
    path("visits/<uuid:key>/let-go/", visits.let_go, name="visit_let_go"),
    path("visits/<uuid:key>/cancel/", visits.cancel, name="visit_cancel"),
    path("visits/<uuid:key>/visit.ics", visits.calendar_file, name="visit_calendar_file"),
]
