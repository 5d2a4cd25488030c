"""The addresses of claims, of what clinicians say about themselves, and of the desk of whoever runs the site."""

from django.urls import path

from .views import claim, operator, photo, profile

urlpatterns = [
    path("clinicians/<str:npi>/photo/<str:digest>.jpg", photo.photo, name="photo"),
    path("clinic/claim/", claim.claim, name="claim"),
    path("clinic/claim/<int:number>/", claim.claim_one, name="claim_one"),
    path("clinic/claim/<int:number>/ask/", claim.claim_ask, name="claim_ask"),
    path("clinic/claim/<int:number>/mail/", claim.claim_mail, name="claim_mail"),
    path("clinic/claim/<int:number>/code/", claim.claim_code, name="claim_code"),
    path("clinic/claim/<int:number>/withdraw/", claim.claim_withdraw, name="claim_withdraw"),
    path("clinic/profile/", profile.profile, name="profile"),
    path("clinic/profile/photo/", photo.profile_photo, name="profile_photo"),
    path("clinic/profile/photo/remove/", photo.profile_photo_remove, name="profile_photo_remove"),
    path("operator/", operator.operator, name="operator"),
    path("operator/claims/<int:number>/", operator.operator_claim, name="operator_claim"),
    path("operator/claims/<int:number>/code/", operator.operator_code, name="operator_code"),
    path("operator/claims/<int:number>/decide/", operator.operator_decide, name="operator_decide"),
]
