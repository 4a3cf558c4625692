"""Beginning an empty trail of one's own, in any language, and the first administrator."""

import io

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from sites.beginnings import Beginning, CannotBegin, begin_trail, language_tag
from sites.models import HomePage
from trail.accounts.administrators import create_first_administrator, kept_password, password_file
from trail.accounts.models import User
from trail.languages.available import forget_languages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    """Passwords and notes go into a folder of the test; what the machine's environment says does not count."""
    settings.VAR_DIR = tmp_path
    for name in ("NAME", "LANGUAGE", "ADMIN_USERNAME", "ADMIN_EMAIL", "ADMIN_PASSWORD"):
        monkeypatch.delenv(f"TRAIL_{name}", raising=False)


def start(**environment: str) -> str:
    """Run `start_trail` as a script would, with nobody to ask."""
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        call_command("start_trail", "--no-input", stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("language", ["en", "it", "mi", "ku", "ar"])
def test_a_trail_begins_in_any_language(settings, language):
    settings.LANGUAGE_CODE = language
    start(TRAIL_NAME="Te Ara o Mua", TRAIL_LANGUAGE=language)
    forget_languages()

    home = HomePage.objects.get()
    assert (home.title, home.trail_name, home.locale.language_code) == ("Te Ara o Mua", "Te Ara o Mua", language)
    assert home.live
    assert list(Locale.all_objects.values_list("language_code", flat=True)) == [language]
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert not any(Page.find_problems())
    response = Client().get(f"/{language}/")
    assert response.status_code == 200
    assert "Te Ara o Mua" in response.content.decode()


def test_wagtails_welcome_page_is_gone():
    start(TRAIL_NAME="Our trail")

    assert list(Page.objects.filter(depth=2).values_list("title", flat=True)) == ["Our trail"]


def test_its_home_page_can_be_edited():
    start(TRAIL_NAME="Our trail")
    client = Client()
    client.force_login(User.objects.get(username="admin"))

    assert client.get(f"/admin/pages/{HomePage.objects.get().pk}/edit/").status_code == 200


def test_a_second_trail_is_refused_and_nothing_changes():
    start(TRAIL_NAME="The first")
    password = password_file().read_text(encoding="utf-8")

    with pytest.raises(CommandError, match="There is a trail here already; nothing was changed"):
        start(TRAIL_NAME="The second")
    assert HomePage.objects.get().title == "The first"
    assert password_file().read_text(encoding="utf-8") == password


def test_without_a_name_and_anybody_to_ask_it_says_what_to_set():
    with pytest.raises(CommandError, match="Set TRAIL_NAME"):
        start()
    assert not User.objects.exists()
    assert not HomePage.objects.exists()


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(CommandError, match="may have 80 characters"):
        start(TRAIL_NAME="x" * 81)


def test_an_unknown_language_is_refused():
    with pytest.raises(CommandError, match="“klingonish” is no language that we know"):
        start(TRAIL_NAME="Our trail", TRAIL_LANGUAGE="klingonish")


def test_another_language_than_that_of_the_settings_is_refused_by_the_service():
    with pytest.raises(CannotBegin, match="TRAIL_LANGUAGE=mi"):
        begin_trail(Beginning("Our trail", "mi"))


@pytest.mark.parametrize(
    ("given", "tag"), [("mi", "mi"), ("MI", "mi"), ("pt_BR", "pt-br"), ("Italian", "it"), (" fr ", "fr")]
)
def test_a_language_is_understood(given, tag):
    assert language_tag(given) == tag


def test_a_language_that_is_nearly_right_is_suggested():
    with pytest.raises(CannotBegin, match=r"Did you mean .*it"):
        language_tag("Italien")


def test_the_first_administrator_is_as_the_environment_says():
    said = start(
        TRAIL_NAME="Our trail",
        TRAIL_ADMIN_USERNAME="anna",
        TRAIL_ADMIN_EMAIL="anna@example.org",
        TRAIL_ADMIN_PASSWORD="an olive tree in June",
    )

    user = User.objects.get()
    assert (user.username, user.email, user.is_superuser) == ("anna", "anna@example.org", True)
    assert user.check_password("an olive tree in June")
    assert "an olive tree" not in said
    assert not password_file().exists()


def test_a_mail_address_that_is_none_leaves_nothing_behind():
    with pytest.raises(CommandError, match="is not a mail address"):
        start(TRAIL_NAME="Our trail", TRAIL_ADMIN_EMAIL="anna at home")
    assert not User.objects.exists()
    assert not HomePage.objects.exists()


def test_the_first_language_is_remembered(settings, tmp_path):
    (tmp_path / "trail.env").write_text("OTHER=kept\nTRAIL_LANGUAGE=en\n", encoding="utf-8")
    settings.LANGUAGE_CODE = "mi"
    start(TRAIL_NAME="Te Ara o Mua", TRAIL_LANGUAGE="mi")

    assert (tmp_path / "trail.env").read_text(encoding="utf-8") == "OTHER=kept\nTRAIL_LANGUAGE=mi\n"


def test_a_password_that_is_made_up_is_long_kept_closed_and_shown():
    user = create_first_administrator()
    password = password_file().read_text(encoding="utf-8").strip()

    assert len(password) >= 16
    assert user.check_password(password)
    assert password_file().stat().st_mode & 0o777 == 0o600
    assert (
        login()
        == f"  Admin     {django_settings.WAGTAILADMIN_BASE_URL}/admin/\n  User      admin\n  Password  {password}\n"
    )


def test_a_password_that_was_changed_since_is_not_shown():
    user = create_first_administrator()
    made_up = kept_password(user)
    user.set_password("an olive tree in June")
    user.save()

    assert made_up not in login()
    assert "manage.py changepassword admin" in login()


def test_without_an_administrator_the_login_says_what_to_do():
    with pytest.raises(CommandError, match="make run"):
        login()


def login() -> str:
    output = io.StringIO()
    call_command("admin_login", stdout=output)
    return output.getvalue()
