"""What translators of a language see, begin and publish: their own tree, and nothing of others."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from tests.factories import Trail, make_page, make_picture
from tests.translation.offering.conftest import signed_in, translator
from trail.translation.beginning import CannotBegin, begin_translation
from trail.translation.offering.adding import add_language


def test_translators_see_their_tree_alone(trail: Trail) -> None:
    home = add_language("mi").home
    other = add_language("ur").home
    client = signed_in(translator("mi"))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    listing = client.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert listing.redirect_chain[-1][0] == reverse("wagtailadmin_explore", args=[home.pk])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200
    for page in (trail.home, trail.site, other):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
        assert client.get(reverse("wagtailadmin_explore", args=[page.pk])).status_code == 302
        # Wagtail's own way to begin a translation holds for all languages: translators do not have it.
        assert client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk])).status_code == 302
    for name in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailadmin_workflows:index"):
        assert client.get(reverse(name)).status_code == 302


def test_translators_publish_only_where_the_administrator_says_so(trail: Trail, sign_in: Any) -> None:
    home = add_language("mi").home
    user = translator("mi")
    assert not home.permissions_for_user(user).can_publish()
    sign_in("administrator").post(
        reverse("trail_add_language"), {"language": "mi", "source": "en", "may_publish": "on"}
    )
    user = get_user_model().objects.get(pk=user.pk)
    assert home.permissions_for_user(user).can_publish()
    assert not trail.home.permissions_for_user(user).can_publish()
    assert add_language("mi").done == []
    assert home.permissions_for_user(get_user_model().objects.get(pk=user.pk)).can_publish()


def test_translators_take_any_picture_and_keep_their_own(trail: Trail) -> None:
    shared = make_picture("Shared")
    made = add_language("mi").language
    own = make_picture("Own", collection=made.collection)
    client = signed_in(translator("mi"))
    assert client.get(reverse("wagtailimages:edit", args=[own.pk])).status_code == 200
    assert client.get(reverse("wagtailimages:edit", args=[shared.pk])).status_code == 302
    chooser = client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert "Shared" in chooser
    assert "Own" in chooser


def test_a_translator_begins_a_page_with_those_above_it(trail: Trail) -> None:
    home = add_language("mi").home
    client = signed_in(translator("mi"))
    address = reverse("trail_begin_translation", args=["mi", trail.site.pk])
    assert client.get(address).status_code == 200
    assert Page.objects.filter(locale=home.locale).count() == 1
    response = client.post(address)
    begun = Page.objects.get(locale=home.locale, translation_key=trail.site.translation_key)
    assert response.headers["location"] == reverse("wagtailadmin_pages:edit", args=[begun.pk])
    region, campaign, top = begun.get_ancestors().filter(depth__gte=2).order_by("-depth")
    assert (region.translation_key, campaign.translation_key) == (
        trail.region.translation_key,
        trail.campaign.translation_key,
    )
    assert top.pk == home.pk
    assert not Page.objects.filter(locale=home.locale, live=True).exists()
    assert Translation.objects.filter(target_locale=home.locale, enabled=True).count() == 4
    assert client.get(response.headers["location"]).status_code == 200
    client.post(address)
    assert Page.objects.filter(locale=home.locale).count() == 4
    assert not any(Page.find_problems())


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_begins_in_a_language_of_others(method: str, trail: Trail, sign_in: Any) -> None:
    add_language("mi")
    add_language("ur")
    ask = reverse("trail_begin_translation", args=["mi", trail.campaign.pk])
    for client in (sign_in("visitor"), signed_in(translator("ur"))):
        assert getattr(client, method)(ask).status_code == 302
    assert not Page.objects.filter(locale__language_code="mi", depth=3).exists()
    editor = sign_in("editor")
    assert editor.post(ask).status_code == 302
    assert Page.objects.filter(locale__language_code="mi", depth=3).exists()
    assert editor.post(reverse("trail_begin_translation", args=["xx", trail.campaign.pk])).status_code == 404
    assert editor.post(reverse("trail_begin_translation", args=["mi", 999999])).status_code == 404


def test_a_draft_is_not_begun(trail: Trail, sign_in: Any) -> None:
    home = add_language("mi").home
    draft = make_page(type(trail.about), trail.home, "Not yet", live=False)
    with pytest.raises(CannotBegin, match="not public yet"):
        begin_translation(draft, home.locale)
    response = sign_in("editor").post(reverse("trail_begin_translation", args=["mi", draft.pk]), follow=True)
    assert "not public yet" in response.content.decode()
    with pytest.raises(CannotBegin, match="no home page yet"):
        begin_translation(trail.campaign, Locale.objects.create(language_code="fr"))


def test_a_new_page_stands_where_its_source_stands(trail: Trail) -> None:
    home = add_language("mi").home
    for source in (trail.about, trail.stories, trail.campaign):
        begin_translation(source, home.locale)
    keys = [page.translation_key for page in Page.objects.child_of(Page.objects.get(pk=home.pk)).order_by("path")]
    assert keys == [page.translation_key for page in (trail.campaign, trail.stories, trail.about)]


def test_a_page_is_begun_as_it_is_now(trail: Trail) -> None:
    home = add_language("mi").home
    begun = begin_translation(trail.about, home.locale)
    begun.page.delete()
    page = type(trail.about).objects.get(pk=trail.about.pk)
    page.summary = "Said anew."
    page.save_revision().publish()
    assert begin_translation(page, home.locale).page.get_latest_revision_as_object().summary == "Said anew."


def test_an_invitation_has_the_group_chosen(trail: Trail, sign_in: Any) -> None:
    group = add_language("mi").group
    form = sign_in("administrator").get(reverse("wagtailusers_users:add"), {"group": group.pk}).context["form"]
    assert [str(pk) for pk in form.initial["groups"]] == [str(group.pk)]
    assert sign_in("administrator").get(reverse("wagtailusers_users:add"), {"group": "x"}).status_code == 200


def test_the_form_of_wagtail_localize_cannot_be_reached(trail: Trail, sign_in: Any) -> None:
    client = sign_in("administrator")
    assert client.get("/admin/locales/").status_code == 404
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("trail_languages") in menu
    assert "/admin/locales/" not in menu
