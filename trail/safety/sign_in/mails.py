"""The mail with a link for a new password, sent as a task: a form that waits for the mail server tells who exists."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django_tasks import task
from wagtail.admin.views.account import PasswordResetView


@task()
def send_new_password_link(email: str) -> None:
    """Mail a link to whoever has that address; nothing where nobody has."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        form.save(
            domain_override=base.netloc,
            use_https=base.scheme == "https",
            email_template_name=PasswordResetView.email_template_name,
            subject_template_name=PasswordResetView.subject_template_name,
        )
