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


def normal_email(email: str) -> str:
    """Give the one spelling under which an address is kept."""
    return email.strip().lower()
