"""The addresses of one's own account, beside those of the accounts library."""

from django.urls import path

from .views import account, acting

urlpatterns = [
    path("", account.home, name="account"),
    path("settings/", account.my_settings, name="my_settings"),
    path("consents/", account.consents, name="consents"),
    path("consents/<slug:what>/", account.change_consent, name="change_consent"),
    path("record/", account.my_record, name="my_record"),
    path("data/", account.my_data, name="my_data"),
    path("delete/", account.delete_account, name="delete_account"),
    path("acting/", acting.people, name="acting"),
    path("acting/add/", acting.add_dependant, name="add_dependant"),
    path("acting/ask/", acting.ask_helper, name="ask_helper"),
    path("acting/<int:number>/answer/", acting.answer, name="answer_acting"),
    path("acting/<int:number>/stop/", acting.stop, name="stop_acting"),
]
