"""Wagtail's users section with invitations: who leaves the password empty invites the person."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.users.forms import UserCreationForm
from wagtail.users.views.users import CreateView, UserViewSet

from .invitations import invite, may_invite, set_unknown_password, tell
from .models import User


class InvitingUserCreationForm(UserCreationForm):
    """A new person; without a password they are to be invited."""

    password_required = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Leave both fields empty to invite the person: they get a link and choose a password of their own."
        )

    @property
    def is_invitation(self) -> bool:
        """Whether no password was given."""
        return not self.cleaned_data.get("password1")

    def save(self, commit: bool = True) -> AbstractUser:
        if self.is_invitation:
            set_unknown_password(self.instance)
        return super().save(commit=commit)


class InvitingCreateView(CreateView):
    """Wagtail's view, which then invites the person where no password was given.

    `?group=7` chooses a role beforehand.
    """

    def get_initial(self) -> dict[str, Any]:
        group = self.request.GET.get("group", "")
        return {**super().get_initial(), **({"groups": [group]} if group.isdecimal() else {})}

    def save_action(self) -> HttpResponse:
        response = super().save_action()
        if self.form.is_invitation:
            tell(self.request, invite(self.object, self.request.user))
        return response


class TrailUserViewSet(UserViewSet):
    """Wagtail's users section; `trail.accounts.wagtail_users` puts it in its place."""

    add_view_class = InvitingCreateView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return super().get_form_class(for_update) if for_update else InvitingUserCreationForm


class InviteView(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether somebody is to be invited (again), and does it."""

    template_name = "accounts/invite.html"
    page_title = _("Invite")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        self.person = get_object_or_404(User, pk=pk)
        if not may_invite(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person}

    def post(self, request: HttpRequest) -> HttpResponse:
        tell(request, invite(self.person, request.user))
        return redirect("wagtailusers_users:index")
