"""The addresses of the pages; those a person may bookmark are fixed by the contract."""

from django.urls import path

from .views import about, clinician, contact, evidence, find, health, learn, muscles, options, tell, understand

urlpatterns = [
    path("", tell.tell, name="tell"),
    path("forget/", tell.forget, name="forget"),
    path("understand/", understand.understand, name="understand"),
    path("understand/answers/", understand.answer, name="answer"),
    path("contact/", contact.ask, name="contact"),
    path("options/", options.options, name="options"),
    path("options/<str:treatment>/", options.treatment, name="treatment"),
    path("find/", find.find, name="find"),
    path("clinicians/<str:npi>/", clinician.clinician, name="clinician"),
    path("clinicians/<str:npi>/wrong/", clinician.report_wrong, name="report_wrong"),
    path("learn/", learn.learn, name="learn"),
    path("learn/muscles/", muscles.muscle_map, name="muscle_map"),
    path("learn/muscles/<str:muscle>/", muscles.muscle, name="muscle"),
    path("learn/<slug:slug>/", learn.article, name="article"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/files/<slug:name>.csv", evidence.evidence_file, name="evidence_file"),
    path("evidence/changes/", evidence.evidence_changes, name="evidence_changes"),
    path("evidence/network/", evidence.evidence_network, name="evidence_network"),
    path("evidence/network.csv", evidence.evidence_network_csv, name="evidence_network_csv"),
    path("evidence/<slug:id>.csv", evidence.evidence_result_csv, name="evidence_result_csv"),
    path("evidence/<slug:id>.json", evidence.evidence_result_json, name="evidence_result_json"),
    path("evidence/<slug:id>/", evidence.evidence_result, name="evidence_result"),
    path("about/", about.about, name="about"),
    path("about/rules/", about.rules, name="rules"),
    path("about/scorecard/", about.scorecard, name="scorecard"),
    path("about/patterns/", about.pattern_model, name="pattern_model"),
    path("about/ranking/", about.ranking, name="ranking"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
