"""What belongs to one visitor, or to nobody yet, never gets into the store: each is attempted."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from tests.factories import draft_of, persona
from trail.store.stores import Store

pytestmark = pytest.mark.django_db
HOST = {"host": "trail.example"}


def kept_bytes(store: Store) -> bytes:
    """All that lies in the folder of the store."""
    return b"".join(file.read_bytes() for file in store.folder.rglob("*") if file.is_file())


def test_a_draft_is_not_kept(trail: Any, visit: Any, store: Store, django_capture_on_commit_callbacks: Any) -> None:
    visit("/en/about/")
    with django_capture_on_commit_callbacks(execute=True):
        draft_of(trail.about, summary="Words that nobody has approved")
    visit("/en/about/")
    assert store.ledger.addresses() == ["/en/about/"]
    assert b"nobody has approved" not in kept_bytes(store)


def test_a_page_that_is_not_live_is_not_kept(trail: Any, visit: Any, store: Store) -> None:
    type(trail.about).objects.filter(pk=trail.about.pk).update(live=False)
    assert visit("/en/about/").status_code == 404
    assert store.ledger.count() == {}


def test_a_preview_is_not_kept(trail: Any, store: Store) -> None:
    client = Client(headers=HOST)
    client.force_login(persona("editor"))
    response = trail.about.make_preview_request()
    assert response.status_code == 200
    assert client.get(f"/admin/pages/{trail.about.pk}/edit/").status_code == 200
    assert store.ledger.count() == {}


def test_what_a_signed_in_editor_sees_is_not_kept(trail: Any, store: Store, visit: Any) -> None:
    client = Client(headers=HOST)
    client.force_login(persona("editor"))
    with_bar = client.get("/en/about/")
    assert b"wagtail-userbar" in with_bar.content
    assert store.ledger.count() == {}
    without = visit("/en/about/")
    assert b"wagtail-userbar" not in without.content
    assert b"wagtail-userbar" in client.get("/en/about/").content
    assert b"wagtail-userbar" not in kept_bytes(store)


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_a_restricted_page_and_its_form_are_not_kept(trail: Any, store: Store, visit: Any, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(page=trail.campaign, restriction_type=kind, password="sesame")
    if kind == "groups":
        restriction.groups.add(Group.objects.first())
    for page in (trail.campaign, trail.region, trail.cemetery):
        assert visit(page.url.replace("http://localhost", "")).status_code in {200, 302}
    assert store.ledger.count() == {}


def test_a_restriction_takes_pages_away_at_once(
    trail: Any, store: Store, visit: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for path in ("/en/campaign/", "/en/campaign/rome/", "/en/about/"):
        visit(path)
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=trail.campaign, restriction_type="login")
    assert not list((store.folder / "old").rglob("entry"))
    assert b"<h1" not in b"".join(file.read_bytes() for file in (store.folder / "entries/en/campaign").rglob("entry"))


def test_whoever_opened_a_restricted_page_does_not_open_it_for_others(trail: Any, store: Store, visit: Any) -> None:
    PageViewRestriction.objects.create(page=trail.about, restriction_type="login")
    client = Client(headers=HOST)
    client.force_login(persona("editor"))
    assert client.get("/en/about/").status_code == 200
    assert store.ledger.count() == {}
    assert visit("/en/about/").status_code == 302


def test_another_visitors_cookie_is_not_kept(trail: Any, store: Store, visit: Any) -> None:
    client = Client(headers=HOST)
    client.cookies["sessionid"] = "somebody-elses"
    assert client.get("/en/about/").status_code == 200
    assert store.ledger.count() == {}
    client = Client(headers=HOST)
    client.cookies["visitor"] = "a-number-of-a-visitor"
    client.get("/en/about/")
    assert store.ledger.addresses() == ["/en/about/"]
    assert b"a-number-of-a-visitor" not in kept_bytes(store)


def test_another_visitors_language_is_not_kept(trail: Any, store: Store, visit: Any) -> None:
    Locale.objects.create(language_code="it")
    italian = visit("/en/about/", headers={"accept-language": "it"})
    english = visit("/en/about/", headers={"accept-language": "en"})
    assert italian.content == english.content
    assert english["Content-Language"] == "en"


def test_a_page_with_a_form_token_is_not_kept(trail: Any, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.middleware.csrf import get_token

    page_class = type(trail.about)
    original = page_class.own_context

    def with_token(self: Any, context: dict[str, Any]) -> dict[str, Any]:
        get_token(context["request"])
        return original(self, context)

    monkeypatch.setattr(page_class, "own_context", with_token)
    assert Client(headers=HOST).get("/en/about/").cookies["csrftoken"]
    assert store.ledger.count() == {}


def test_a_page_that_looks_into_the_session_is_not_kept(trail: Any, store: Store, monkeypatch: Any) -> None:
    page_class = type(trail.about)
    monkeypatch.setattr(
        page_class, "own_context", lambda self, context: {"seen": context["request"].session.get("seen")}
    )
    assert Client(headers=HOST).get("/en/about/").status_code == 200
    assert store.ledger.count() == {}


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/login/", "/en/search/", "/sitemap.xml", "/-/live", "/en/map/?kind=museum"]
)
def test_other_addresses_are_not_kept(trail: Any, store: Store, visit: Any, path: str) -> None:
    visit(path)
    assert store.ledger.count() == {}


def test_an_answer_under_another_name_of_the_host_is_not_kept(trail: Any, store: Store) -> None:
    response = Client(headers={"host": "attacker.example"}).get("/en/about/")
    assert b"attacker.example" in response.content
    assert store.ledger.count() == {}


def test_the_query_of_the_first_visitor_is_not_kept(trail: Any, store: Store, visit: Any) -> None:
    Locale.objects.create(language_code="it")
    visit("/it/about/?utm_source=first-visitor")
    visit("/en/about/?utm_source=first-visitor")
    assert b"first-visitor" not in kept_bytes(store)
