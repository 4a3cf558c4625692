"""The sign-in with our limits, in the places of Wagtail's own pages. Stands before Wagtail's addresses."""

from django.conf import settings
from django.urls import path
from wagtail import views
from wagtail.documents.views import serve

from .limits import limited
from .sign_in.views import NewPasswordView, SignInView, frontend_sign_in
from .two_factor.code_view import CodeView

ADMIN = settings.TRAIL_ADMIN_PATH

urlpatterns = [
    path(f"{ADMIN}login/", SignInView.as_view(), name="wagtailadmin_login"),
    path(f"{ADMIN}login/code/", CodeView.as_view(), name="trail_two_factor_code"),
    path(f"{ADMIN}password_reset/", NewPasswordView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        limited("password")(serve.authenticate_with_password),
        name="wagtaildocs_authenticate_with_password",
    ),
]

# Under each language.
localised_urlpatterns = [
    path("_util/login/", frontend_sign_in, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        limited("password")(views.authenticate_with_password),
        name="wagtailcore_authenticate_with_password",
    ),
]
