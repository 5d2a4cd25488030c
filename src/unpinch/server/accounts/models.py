"""People, their roles, and who acts for whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do beyond their own things; everybody is a `person`."""

    CLINICIAN = "clinician", _("Clinician")
    CLINIC_MANAGER = "clinic_manager", _("Clinic manager")
    MODERATOR = "moderator", _("Moderator")
    OPERATOR = "operator", _("Operator")


class People(BaseUserManager["Person"]):
    """Finds people; an e-mail address is one and the same in capitals and small letters."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find somebody by the address they sign in with."""
        return self.get(email=normal_email(username or ""))


class Person(AbstractBaseUser):
    """
    Somebody with an account.

    `name` is what others read, of their own choosing. `zone` is the time zone their times are shown in, and `language`
    the one their e-mails are written in. Nobody signs in while `is_active` is False.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    zone = models.CharField(max_length=64, default="America/New_York")
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep one spelling of the address."""
        self.email = normal_email(self.email)
        super().save(*args, **kwargs)


class PersonRole(models.Model):
    """A role that somebody was given, by whom and when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        """A role is given once."""

        constraints: ClassVar = [models.UniqueConstraint("person", "role", name="role_given_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class Consent(models.Model):
    """That somebody agreed to a version of words (`consent_words`), and when they took it back, if they did."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField(max_length=30)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Given once until it is taken back."""

        ordering: ClassVar = ["-given_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "what", "version", condition=models.Q(withdrawn_at__isnull=True), name="consent_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.version}"


class Acting(models.Model):
    """
    That one person acts for another.

    For a child or somebody else without an account, `for_person` is a person who cannot sign in, and it holds from the
    beginning. Between two people with accounts it is asked by `for_person`, whose things they are, of whoever has the
    address `asked_email`, and holds from `agreed_at` until `ended_at`. `actor` is empty until somebody has agreed.
    """

    actor = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="acts_for")
    for_person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="helped_by")
    asked_email = models.EmailField(blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody acts for themselves, and whoever agreed has a name."""

        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(actor__isnull=True) | ~models.Q(actor=models.F("for_person")),
                name="acting_for_another",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True) | models.Q(actor__isnull=False), name="acting_agreed_by_one"
            ),
            models.UniqueConstraint(
                "actor", "for_person", condition=models.Q(ended_at__isnull=True), name="acting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} for {self.for_person_id}"


def normal_email(email: str) -> str:
    """Give the one spelling under which an address is kept."""
    return email.strip().lower()
