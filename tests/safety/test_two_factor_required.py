"""A role that signs in with a code: its people are led to the set-up, and nothing in the admin goes past that."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver
from wagtail.models import PageViewRestriction

from sites.models import StandardPage
from tests.factories import PASSWORD, Trail, draft_of, make_page, persona
from trail.accounts.roles import EDITOR
from trail.safety.models import SignInRules
from trail.safety.two_factor.devices import device_to_be

from .steps import CODE, SET_UP, code_of, is_in, set_up, type_password

RULES = "/admin/settings/safety/signinrules/"


def require(name: str = EDITOR) -> None:
    rules, _made = SignInRules.objects.get_or_create(pk=1)
    rules.two_factor_roles.add(Group.objects.get(name=name))


def doors(trail: Trail) -> list[str]:
    """Ways into the admin: screens, its API, previews, choosers, what scripts fetch."""
    return [
        "/admin/",
        "/admin/account/",
        "/admin/account/two-factor/",
        f"/admin/pages/{trail.region.pk}/",
        f"/admin/pages/{trail.region.pk}/edit/",
        f"/admin/pages/{trail.region.pk}/edit/preview/",
        f"/admin/pages/{trail.region.pk}/view_draft/",
        "/admin/api/main/pages/",
        f"/admin/api/main/pages/{trail.region.pk}/",
        "/admin/images/chooser/",
        "/admin/choose-page/",
        "/admin/reports/site-history/",
        "/admin/nothing-there/",
    ]


def test_whoever_must_is_led_to_the_set_up_and_then_on(trail: Trail, client: Client) -> None:
    editor = persona("editor")
    require()
    type_password(client, "editor")
    page = f"/admin/pages/{trail.region.pk}/"

    response = client.get(page)
    assert response["Location"].startswith(SET_UP)
    assert client.get(response["Location"]).status_code == 200

    response = client.post(SET_UP, {"code": code_of(device_to_be(editor)), "password": PASSWORD}, follow=True)
    assert f'href="{page}"' in response.content.decode()
    assert is_in(client)


@pytest.mark.parametrize("ajax", [False, True])
def test_nothing_in_the_admin_goes_past_the_set_up(trail: Trail, sign_in: Any, ajax: bool) -> None:
    client = sign_in("editor")
    require()
    headers = {"x-requested-with": "XMLHttpRequest"} if ajax else {}
    for address in doors(trail):
        response = client.get(address, headers=headers)
        if ajax or "/api/" in address:
            assert response.status_code == 403, address
        else:
            assert (response.status_code, response["Location"][: len(SET_UP)]) == (302, SET_UP), address
    assert client.post(f"/admin/pages/{trail.region.pk}/delete/").status_code == 302
    trail.region.refresh_from_db()


def test_nothing_in_the_admin_goes_past_the_code(trail: Trail, sign_in: Any) -> None:
    client = sign_in("editor")
    assert is_in(client)
    set_up(persona("editor"))
    for address in [*doors(trail), SET_UP]:
        response = client.get(address)
        assert response.status_code != 200, address
        assert response.status_code in {302, 403}
        assert response.status_code == 403 or "/admin/login/" in response["Location"]


def test_every_address_of_the_admin_is_behind_the_code(trail: Trail, sign_in: Any) -> None:
    """All patterns there are, those of apps that come later too, asked with numbers for their places."""
    client = sign_in("administrator")
    set_up(persona("administrator"))
    asked = 0
    for pattern in _admin_addresses():
        response = client.get(pattern)
        asked += 1
        public = pattern.startswith(("/admin/login/", "/admin/password_reset/", "/admin/sprite/", "/admin/jsi18n/"))
        assert public or response.status_code in {302, 403, 404, 405}, pattern
        if response.status_code == 302 and not public:
            assert "/admin/login/" in response["Location"], pattern
    assert asked > 150


def _admin_addresses() -> list[str]:
    found = set()
    for name, rows in _reversible(get_resolver()):
        for row in rows:
            address = "/" + row[0] % dict.fromkeys(row[1], "1")
            if name and address.startswith("/admin/"):
                found.add(address)
    return sorted(found)


def _reversible(resolver: Any, prefix: str = "") -> Any:
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            yield (
                name,
                [
                    (prefix + form, params)
                    for possibilities, *_rest in resolver.reverse_dict.getlist(name)
                    for form, params in possibilities
                ],
            )
    for path, inner in resolver.namespace_dict.values():
        yield from _reversible(inner, prefix + path)


def test_drafts_and_restricted_pages_ask_for_the_code_too(trail: Trail, sign_in: Any) -> None:
    secret = make_page(StandardPage, trail.home, "Secret", slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    draft_of(trail.region, title="A new name")
    client = sign_in("editor")
    assert client.get("/en/secret/").status_code == 200
    assert "wagtail-userbar" in client.get("/en/campaign/rome/").content.decode()

    for begin in (require, lambda: set_up(persona("editor"))):
        begin()
        assert "/admin/login/" in client.get("/en/secret/")["Location"]
        assert "wagtail-userbar" not in client.get("/en/campaign/rome/").content.decode()


def test_who_has_it_is_not_asked_to_set_it_up(trail: Trail, client: Client) -> None:
    device = set_up(persona("editor"))
    require()
    type_password(client, "editor")
    client.post(CODE, {"code": code_of(device)})

    assert is_in(client)
    assert "cannot be turned off" in client.get("/admin/account/two-factor/").content.decode()
    client.post("/admin/account/two-factor/off/", {"password": PASSWORD})
    assert is_in(client) and type(device).objects.filter(pk=device.pk).exists()


def test_other_roles_go_on_as_before(trail: Trail, sign_in: Any) -> None:
    persona("editor")
    require()

    assert is_in(sign_in("publisher"))


def test_superusers_can_be_asked_too(trail: Trail, client: Client) -> None:
    root = persona("visitor")
    root.is_superuser = True
    root.save()
    type_password(client, "visitor")
    assert is_in(client)

    SignInRules.objects.update_or_create(pk=1, defaults={"two_factor_superusers": True})

    assert client.get("/admin/")["Location"].startswith(SET_UP)


def test_an_administrator_says_which_roles_must(trail: Trail, sign_in: Any) -> None:
    client = sign_in("administrator")
    role = Group.objects.get(name=EDITOR)
    address = client.get(RULES)["Location"]
    assert "Two-factor sign-in" in client.get(address).content.decode()

    assert client.post(address, {"two_factor_roles": [role.pk]}).status_code == 302

    assert [group.name for group in SignInRules.objects.get().two_factor_roles.all()] == [EDITOR]
    assert not is_in(sign_in("editor"))


@pytest.mark.parametrize("name", ["editor", "publisher"])
def test_others_do_not_say_which_roles_must(trail: Trail, sign_in: Any, name: str) -> None:
    persona("editor")
    require()
    persona("publisher")
    SignInRules.objects.get().two_factor_roles.clear()
    client = sign_in(name)

    rules = SignInRules.objects.get()
    client.post(f"{RULES}{rules.pk}/", {"two_factor_roles": [Group.objects.get(name=EDITOR).pk]})

    assert not rules.two_factor_roles.exists()


def test_a_visitor_without_a_session_costs_no_question(
    trail: Trail, client: Client, django_assert_num_queries: Any
) -> None:
    client.get("/admin/login/")
    with django_assert_num_queries(0):
        client.get("/-/live")
    response = client.get("/en/about/")
    assert "Cookie" not in response.get("Vary", "")
