"""People with an account as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their roles and who acts for whom."""

    name = "unpinch.server.accounts"
    label = "accounts"
