"""Addresses outside the admin: the link in the mails works without signing in."""

from django.urls import path

from .unsubscribe import turn_off

urlpatterns = [path("-/translation-mails/<str:token>/", turn_off, name="translation_digest_off")]
