"""Every page type can be made under the right parents and only there, reached, rendered, edited and previewed."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from sites.models import (
    CampaignPage,
    CemeteryPage,
    HomePage,
    RegionPage,
    SitePage,
    StandardPage,
    StoryIndexPage,
    StoryPage,
)
from tests import factories
from tests.admin_forms import block_inputs, edit_address, form_of, send_edit
from trail.core.models import BasePage

pytestmark = pytest.mark.django_db

TYPES: list[type[Any]] = [model for model in apps.get_models() if issubclass(model, BasePage)]
# Who may stand under whom: this table is the tree of the design.
ALLOWED = {
    (Page, HomePage),
    (HomePage, CampaignPage),
    (HomePage, StoryIndexPage),
    (HomePage, StandardPage),
    (CampaignPage, RegionPage),
    (RegionPage, SitePage),
    (RegionPage, CemeteryPage),
    (StoryIndexPage, StoryPage),
    (StandardPage, StandardPage),
}
PARENTS = {child: parent for parent, child in sorted(ALLOWED, key=str) if parent is not StandardPage}

every_type = pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)


def page_of(model: type[Any]) -> Any:
    return model.objects.first()


def parent_for(model: type[Any]) -> Any:
    return Page.get_first_root_node() if PARENTS[model] is Page else page_of(PARENTS[model])


def test_all_types_are_in_the_table() -> None:
    assert {child for _parent, child in ALLOWED} == set(TYPES)


@pytest.mark.parametrize("parent", [Page, *TYPES], ids=lambda model: model.__name__)
@every_type
def test_it_is_creatable_under_the_right_parents_and_only_there(
    model: type[Any], parent: type[Any], trail: factories.Trail, sign_in: Any
) -> None:
    place = Page.get_first_root_node() if parent is Page else page_of(parent)
    if model is StoryIndexPage:
        StoryIndexPage.objects.get().delete()
        place = Page.objects.filter(pk=place.pk).specific().first()
        if place is None:
            assert (parent, model) not in ALLOWED
            return
    address = reverse("wagtailadmin_pages:add", args=["heritage", model._meta.model_name, place.pk])
    response = sign_in("publisher").get(address)
    assert (response.status_code == 200) is ((parent, model) in ALLOWED)


def test_there_is_one_story_index_for_each_language(trail: factories.Trail) -> None:
    assert not StoryIndexPage.can_create_at(trail.home)


@every_type
def test_it_is_created_by_the_editor(model: type[Any], trail: factories.Trail, sign_in: Any) -> None:
    if model is StoryIndexPage:
        StoryIndexPage.objects.get().delete()
    parent = parent_for(model)
    address = reverse("wagtailadmin_pages:add", args=["heritage", model._meta.model_name, parent.pk])
    client = sign_in("publisher")
    values = {"title": "A new page", "slug": "a-new-page"} | in_form(model, factories.needed(model))
    client.post(address, form_of(client, address) | values | {"action-publish": "yes"})
    page = model.objects.get(slug="a-new-page")
    assert page.live and page.get_parent().pk == parent.pk


@every_type
def test_it_is_routable_and_renderable(model: type[Any], trail: factories.Trail) -> None:
    page = page_of(model)
    response = Client().get(page.get_url())
    assert response.status_code == 200
    assert response.templates[0].name == model.template
    assert page.title in response.content.decode()


@every_type
def test_a_draft_is_not_served(model: type[Any], trail: factories.Trail) -> None:
    page = page_of(model)
    page.unpublish()
    assert Client().get(page.get_url() or f"/en{page.url_path.removeprefix('/home')}").status_code == 404


@every_type
def test_it_is_editable(model: type[Any], trail: factories.Trail, sign_in: Any) -> None:
    page = page_of(model)
    send_edit(sign_in("publisher"), page, "publish", title="Another title")
    assert model.objects.get(pk=page.pk).title == "Another title"


@every_type
def test_it_is_previewable_while_it_is_edited(model: type[Any], trail: factories.Trail, sign_in: Any) -> None:
    page = page_of(model)
    client = sign_in("editor")
    data = form_of(client, edit_address(page)) | {"title": "A title in the making", "summary": ""}
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(preview, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(preview)
    assert response.status_code == 200
    assert "A title in the making" in response.content.decode()


@every_type
def test_it_is_previewable_before_it_is_saved(model: type[Any], trail: factories.Trail, sign_in: Any) -> None:
    if model is StoryIndexPage:
        StoryIndexPage.objects.get().delete()
    parent = parent_for(model)
    names = ["heritage", model._meta.model_name, parent.pk]
    client = sign_in("publisher")
    data = form_of(client, reverse("wagtailadmin_pages:add", args=names)) | {"title": "Not yet saved", "slug": ""}
    preview = reverse("wagtailadmin_pages:preview_on_add", args=names)
    assert client.post(preview, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(preview)
    assert response.status_code == 200
    assert "Not yet saved" in response.content.decode()


def test_a_story_in_the_making_shows_its_places_and_forces(trail: factories.Trail, sign_in: Any) -> None:
    from sites.models import Force

    force = Force.objects.create(name="Fifth Army", nation="US", locale=trail.story.locale)
    client = sign_in("editor")
    data = form_of(client, edit_address(trail.story)) | {
        "places-TOTAL_FORMS": "1",
        "places-0-place": str(trail.cemetery.pk),
        "places-0-ORDER": "1",
        "forces_involved-TOTAL_FORMS": "1",
        "forces_involved-0-force": str(force.pk),
        "forces_involved-0-ORDER": "1",
    }
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[trail.story.pk])
    assert client.post(preview, data).json()["is_valid"]
    response = client.get(preview)
    assert [place.title for place in response.context["places"]] == ["The cemetery"]
    assert response.context["forces"] == [force]


def test_a_draft_with_its_figures_is_shown(trail: factories.Trail, sign_in: Any) -> None:
    factories.add_figure(trail.cemetery, 426)
    trail.cemetery.unpublish()
    CemeteryPage.objects.get().save_revision()
    response = sign_in("editor").get(reverse("wagtailadmin_pages:view_draft", args=[trail.cemetery.pk]))
    assert response.status_code == 200
    assert "426" in response.content.decode()


def in_form(model: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values as the editor's form sends them."""
    sent: dict[str, Any] = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            sent |= block_inputs(name, field.stream_block, getattr(model(**{name: value}), name))
        else:
            sent[name] = value
    return sent
