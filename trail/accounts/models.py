"""The people who work on the trail."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who signs in. Django's own user for now; ours from the first migration, so that it can grow."""
