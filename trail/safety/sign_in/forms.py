"""The sign-in form, which says when to try again."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's form; whether there is such a user it does not say."""

    def clean(self) -> dict[str, Any]:
        """As Django's, with the limit's own words where one has to wait."""
        try:
            return super().clean()
        except ValidationError:
            wait = getattr(self.request, "sign_in_wait", None)
            if wait is None:
                raise
            raise ValidationError(wait.in_words(), code="wait") from None
