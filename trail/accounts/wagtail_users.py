"""Wagtail's app for people with our views. Stands in INSTALLED_APPS in place of `wagtail.users`."""

from wagtail.users.apps import WagtailUsersAppConfig


class TrailUsersConfig(WagtailUsersAppConfig):
    """As Wagtail's, but new people can be invited."""

    user_viewset = "trail.accounts.users.TrailUserViewSet"
