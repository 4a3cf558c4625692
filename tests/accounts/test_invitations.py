"""Inviting somebody: who may, what they get, and what is said where no mail server is set."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from trail.accounts.invitations import invitation_link, may_invite
from trail.accounts.models import User

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
NEW_PASSWORD = "an olive tree in June"
PERSON = {"username": "anna", "email": "anna@example.org", "first_name": "Anna", "last_name": "Bianchi"}


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("chief", "chief@example.org", "of this no word")


@pytest.fixture
def people_manager() -> User:
    """Looks after people, but is no administrator."""
    return make_user("manager", "access_admin", "add_user", "change_user")


@pytest.fixture
def editor() -> User:
    """Signs in and writes; people are no business of theirs."""
    return make_user("editor", "access_admin")


@pytest.fixture
def newcomer() -> User:
    """Has an account and has never signed in."""
    return User.objects.create_user("nina", "nina@example.org", "nobody knows this")


def make_user(username: str, *codenames: str) -> User:
    user = User.objects.create_user(username, f"{username}@example.org", "a password of theirs")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add_person(client: Client, **data: str) -> str:
    """Fill in Wagtail's form for a new person; return the page that follows, messages included."""
    response = client.post(reverse("wagtailusers_users:add"), {**PERSON, **data}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


class TestCreatingSomebody:
    def test_without_a_password_invites_them(self, administrator, mailoutbox):
        page = add_person(signed_in(administrator), password1="", password2="")

        assert "An invitation was mailed to anna at anna@example.org." in page
        assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]
        assert "Your user name: anna" in mailoutbox[0].body
        assert "{" not in mailoutbox[0].body

    def test_the_link_in_the_mail_sets_the_password(self, administrator, mailoutbox):
        add_person(signed_in(administrator), password1="", password2="")
        path = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body)[1]

        visitor = Client()
        form = visitor.get(path, follow=True)
        passwords = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
        visitor.post(form.redirect_chain[-1][0], passwords)

        assert visitor.login(username="anna", password=NEW_PASSWORD)
        assert "new_password1" not in Client().get(path, follow=True).content.decode(), "it works once"

    def test_until_then_no_password_fits_and_a_new_one_can_be_asked_for(self, administrator, mailoutbox):
        add_person(signed_in(administrator), password1="", password2="")

        assert not Client().login(username="anna", password="")
        Client().post(reverse("wagtailadmin_password_reset"), {"email": "anna@example.org"})
        assert len(mailoutbox) == 2

    def test_with_a_password_invites_nobody(self, administrator, mailoutbox):
        add_person(signed_in(administrator), password1=NEW_PASSWORD, password2=NEW_PASSWORD)

        assert not mailoutbox
        assert Client().login(username="anna", password=NEW_PASSWORD)

    def test_with_one_password_field_filled_in_is_refused(self, administrator, mailoutbox):
        add_person(signed_in(administrator), password1=NEW_PASSWORD, password2="")

        assert not User.objects.filter(username="anna").exists()
        assert not mailoutbox

    def test_with_a_weak_password_is_refused(self, administrator):
        add_person(signed_in(administrator), password1="12345", password2="12345")

        assert not User.objects.filter(username="anna").exists()

    def test_says_on_the_form_how_to_invite(self, administrator):
        page = signed_in(administrator).get(reverse("wagtailusers_users:add")).content.decode()

        assert "Leave both fields empty to invite the person" in page

    def test_is_not_for_an_editor(self, editor, mailoutbox):
        signed_in(editor).post(reverse("wagtailusers_users:add"), PERSON)

        assert not User.objects.filter(username="anna").exists()
        assert not mailoutbox


class TestWithoutMailServer:
    def test_the_administrator_gets_the_link_to_hand_over(self, administrator, newcomer, settings, mailoutbox):
        settings.EMAIL_BACKEND = CONSOLE
        response = signed_in(administrator).post(reverse("trail_invite", args=[newcomer.pk]), follow=True)

        page = response.content.decode()
        assert "No mail server is set (TRAIL_EMAIL_URL)." in page
        link = re.search(r"this link yourself; it works once:\s*(\S+)", page)[1]
        assert "new_password1" in Client().get(link, follow=True).content.decode()

    def test_a_server_that_does_not_answer_is_named(self, administrator, newcomer, settings):
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
        response = signed_in(administrator).post(reverse("trail_invite", args=[newcomer.pk]), follow=True)

        page = response.content.decode()
        assert "The mail server did not take the mail" in page
        assert "/password_reset/confirm/" in page


class TestWhoMayInvite:
    def test_an_administrator_is_shown_the_button_and_invites(self, administrator, newcomer, mailoutbox):
        client = signed_in(administrator)
        url = reverse("trail_invite", args=[newcomer.pk])

        assert url in client.get(reverse("wagtailusers_users:index")).content.decode()
        assert "nina@example.org" in client.get(url).content.decode()
        assert not mailoutbox, "to look at it sends nothing"
        client.post(url)
        assert [mail.to for mail in mailoutbox] == [["nina@example.org"]]

    def test_who_looks_after_people_invites(self, people_manager, newcomer, mailoutbox):
        signed_in(people_manager).post(reverse("trail_invite", args=[newcomer.pk]))

        assert len(mailoutbox) == 1

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_an_editor_cannot(self, editor, newcomer, mailoutbox, method):
        response = getattr(signed_in(editor), method)(reverse("trail_invite", args=[newcomer.pk]), follow=True)

        assert "/password_reset/confirm/" not in response.content.decode()
        assert response.redirect_chain[0][0] == reverse("wagtailadmin_home")
        assert not mailoutbox

    def test_a_visitor_is_sent_to_the_sign_in_page(self, newcomer, mailoutbox):
        response = Client().post(reverse("trail_invite", args=[newcomer.pk]))

        assert response.status_code == 302
        assert response.url.startswith(reverse("wagtailadmin_login"))
        assert not mailoutbox

    def test_nobody_gets_at_the_account_of_an_administrator(self, people_manager, administrator):
        assert not may_invite(people_manager, administrator)

    def test_who_has_signed_in_is_not_invited_again(self, administrator, newcomer):
        Client().login(username="nina", password="nobody knows this")
        newcomer.refresh_from_db()

        assert not may_invite(administrator, newcomer)

    def test_who_was_shut_out_is_not_invited(self, administrator, newcomer):
        newcomer.is_active = False

        assert not may_invite(administrator, newcomer)


def test_an_invitation_dies_with_a_password(newcomer):
    link = invitation_link(newcomer)
    newcomer.set_password(NEW_PASSWORD)
    newcomer.save()

    assert "new_password1" not in Client().get(link, follow=True).content.decode()
