"""The addresses of the clinic's desk."""

from django.urls import path

from .views import clinic, clinic_hours, clinic_people, clinic_setup

urlpatterns = [
    path("", clinic.today, name="clinic"),
    path("start/", clinic_people.start, name="clinic_start"),
    path("week/", clinic.week, name="clinic_week"),
    path("requests/", clinic.requests, name="clinic_requests"),
    path("bookings/<int:number>/", clinic.booking, name="clinic_booking"),
    path("bookings/<int:number>/mark/", clinic.mark, name="clinic_mark"),
    path("bookings/<int:number>/cancel/", clinic.cancel, name="clinic_cancel"),
    path("book/", clinic_people.book, name="clinic_book"),
    path("hours/", clinic_hours.hours, name="clinic_hours"),
    path("hours/days/", clinic_hours.set_days, name="clinic_hours_days"),
    path("hours/days/<str:day>/", clinic_hours.drop_day, name="clinic_hours_day"),
    path("hours/open/", clinic_hours.set_open, name="clinic_open"),
    path("block/", clinic_hours.block, name="clinic_block"),
    path("block/<int:number>/", clinic_hours.unblock, name="clinic_unblock"),
    path("visits/", clinic_setup.visits, name="clinic_visits"),
    path("visits/new/", clinic_setup.visit, name="clinic_visit_new"),
    path("visits/<int:number>/", clinic_setup.visit, name="clinic_visit"),
    path("visits/<int:number>/offer/", clinic_setup.offer, name="clinic_visit_offer"),
    path("rooms/", clinic_setup.rooms, name="clinic_rooms"),
    path("rooms/clinic/", clinic_setup.keep_clinic, name="clinic_keep"),
    path("rooms/<int:number>/remove/", clinic_setup.remove_room, name="clinic_room_remove"),
    path("feeds/", clinic_setup.feeds, name="clinic_feeds"),
    path("feeds/<int:number>/remove/", clinic_setup.remove_feed, name="clinic_feed_remove"),
    path("feeds/own/", clinic_setup.private_feed, name="clinic_private_feed"),
    path("people/", clinic_people.people, name="clinic_people"),
    path("people/invite/", clinic_people.invite, name="clinic_invite"),
    path("people/<int:number>/dismiss/", clinic_people.dismiss, name="clinic_dismiss"),
    path("join/<str:token>/", clinic_people.join, name="clinic_join"),
    path("undo/", clinic_setup.undo, name="clinic_undo"),
]
