"""A rule for publishing holds on every way by which a page can become live, and is told wherever somebody can read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from sites.models import CemeteryPage, SitePage, StandardPage
from tests import factories
from tests.admin_forms import edit_address, form_of, send_edit, shown
from trail.publishing.problems import PublicationRefused, publish_problems

NO_SUMMARY = "Write a summary"
pytestmark = pytest.mark.django_db


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def unfinished(trail: factories.Trail) -> CemeteryPage:
    """A draft without a summary."""
    return factories.make_page(CemeteryPage, trail.region, "An unfinished place", live=False, summary="")


def with_problem(page: Any) -> Any:
    """A live page whose picture has lost its licence since."""
    picture = factories.make_picture("Gate", licence="unknown")
    type(page).objects.filter(pk=page.pk).update(lead_image=picture, lead_image_decorative=True)
    return fresh(page)


class TestCode:
    def test_a_new_page_cannot_be_added_live(self, trail: factories.Trail) -> None:
        with pytest.raises(PublicationRefused, match=NO_SUMMARY):
            factories.make_page(SitePage, trail.region, summary="")
        assert not SitePage.objects.filter(summary="").exists()

    def test_a_draft_may_be_unfinished(self, unfinished: CemeteryPage) -> None:
        assert not unfinished.live
        unfinished.save_revision(clean=False)

    def test_a_revision_with_problems_is_not_published(self, unfinished: CemeteryPage) -> None:
        with pytest.raises(PublicationRefused, match=NO_SUMMARY):
            unfinished.save_revision(clean=False).publish()
        assert not fresh(unfinished).live

    def test_a_live_page_keeps_its_text_when_the_next_version_is_refused(self, trail: factories.Trail) -> None:
        with pytest.raises(PublicationRefused):
            factories.draft_of(trail.site, summary="").publish()
        assert fresh(trail.site).summary

    def test_a_live_page_with_an_old_problem_can_be_saved(self, trail: factories.Trail) -> None:
        page = with_problem(trail.site)
        assert publish_problems(page)
        page.seo_title = "Another"
        page.save()
        assert fresh(page).seo_title == "Another"

    def test_the_problem_counts_the_children_in_memory(self, trail: factories.Trail) -> None:
        from sites.models import Figure

        page = fresh(trail.cemetery)
        page.figures.add(Figure(kind="burials", value=12, locale=page.locale))
        with pytest.raises(PublicationRefused, match="Give the source of the figure"):
            page.save_revision().publish()

    def test_unpublished_and_published_again(self, trail: factories.Trail) -> None:
        page = trail.site
        page.save_revision().publish()
        page = fresh(page)
        page.unpublish()
        revision = factories.draft_of(fresh(page), summary="")
        with pytest.raises(PublicationRefused):
            revision.publish()
        factories.draft_of(fresh(page), summary="Whole again.").publish()
        assert fresh(page).live

    def test_a_copy_is_live_only_without_problems(self, trail: factories.Trail) -> None:
        trail.site.save_revision().publish()
        copy = fresh(trail.site).copy(update_attrs={"slug": "second"}, keep_live=True)
        assert copy.live
        page = with_problem(trail.site)
        with pytest.raises(PublicationRefused):
            page.copy(update_attrs={"slug": "third"}, keep_live=True)
        assert not Page.objects.filter(slug="third").exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_a_copy_as_draft_may_have_problems(self, trail: factories.Trail) -> None:
        copy = with_problem(trail.site).copy(update_attrs={"slug": "second"}, keep_live=False)
        assert not copy.live

    def test_a_branch_is_copied_whole_or_not_at_all(self, trail: factories.Trail) -> None:
        with_problem(trail.site)
        with pytest.raises(PublicationRefused):
            fresh(trail.region).copy(recursive=True, update_attrs={"slug": "rome-2"}, keep_live=True)
        assert not Page.objects.filter(slug="rome-2").exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_an_alias_is_live_only_without_problems(self, trail: factories.Trail) -> None:
        alias = trail.site.create_alias(update_slug="alias")
        assert alias.live
        with pytest.raises(PublicationRefused):
            with_problem(trail.cemetery).create_alias(update_slug="alias-2")
        assert not Page.objects.filter(slug="alias-2").exists()

    def test_an_alias_follows_its_page(self, trail: factories.Trail) -> None:
        alias = trail.site.create_alias(update_slug="alias")
        factories.draft_of(trail.site, summary="A newer one.").publish()
        assert fresh(alias).summary == "A newer one."

    def test_a_translation(self, trail: factories.Trail) -> None:
        from wagtail.models import Locale

        french = Locale.objects.create(language_code="fr")
        for page in trail.pages[:4]:
            translated = page.copy_for_translation(french)
        assert not translated.live
        translated.summary = ""
        with pytest.raises(PublicationRefused):
            translated.save_revision(clean=False).publish()
        translated.summary = "Un musée."
        translated.save_revision().publish()
        assert fresh(translated).live

    def test_scheduling_is_refused_too(self, unfinished: CemeteryPage) -> None:
        unfinished.go_live_at = timezone.now() + timedelta(days=1)
        revision = unfinished.save_revision(clean=False)
        with pytest.raises(PublicationRefused, match=NO_SUMMARY):
            revision.publish()
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    def test_scheduling_the_next_version_of_a_live_page_is_refused(self, trail: factories.Trail) -> None:
        trail.site.save_revision().publish()
        revision = factories.draft_of(fresh(trail.site), summary="", go_live_at=timezone.now() + timedelta(days=1))
        with pytest.raises(PublicationRefused):
            revision.publish()
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


class TestEditor:
    def test_publish_is_refused_at_the_field(self, sign_in: Any, unfinished: CemeteryPage) -> None:
        response = send_edit(sign_in("publisher"), unfinished, "publish")
        assert response.status_code == 200
        assert "summary" in response.context["form"].errors
        assert not fresh(unfinished).live

    def test_a_problem_of_the_page_as_a_whole_is_shown(self, sign_in: Any, trail: factories.Trail) -> None:
        factories.add_figure(trail.cemetery, 10)
        factories.add_figure(trail.cemetery, 11)
        response = send_edit(sign_in("publisher"), trail.cemetery, "publish")
        assert "Two figures for “Burials” are marked as current" in shown(response)
        assert not fresh(trail.cemetery).live_revision_id

    def test_a_picture_without_rights(self, sign_in: Any, trail: factories.Trail) -> None:
        picture = factories.make_picture("Gate", licence="unknown", creator="")
        response = send_edit(
            sign_in("publisher"), trail.site, "publish", lead_image=str(picture.pk), lead_image_alt="A gate"
        )
        said = shown(response)
        assert "The picture “Gate” (lead picture) has no creator and no credit line" in said
        assert "The licence of the picture “Gate” (lead picture) is unknown" in said
        assert fresh(trail.site).lead_image is None

    def test_an_unfinished_draft_is_saved(self, sign_in: Any, unfinished: CemeteryPage) -> None:
        send_edit(sign_in("editor"), unfinished, title="Still unfinished", summary="", latitude="", longitude="")
        assert fresh(unfinished).get_latest_revision_as_object().title == "Still unfinished"

    def test_a_draft_of_a_live_page_is_saved(self, sign_in: Any, trail: factories.Trail) -> None:
        send_edit(sign_in("editor"), trail.site, summary="")
        assert fresh(trail.site).get_latest_revision_as_object().summary == ""
        assert fresh(trail.site).summary and fresh(trail.site).live

    def test_submitting_is_refused(self, sign_in: Any, unfinished: CemeteryPage) -> None:
        response = send_edit(sign_in("editor"), unfinished, "submit")
        assert "summary" in response.context["form"].errors
        assert unfinished.current_workflow_state is None

    def test_scheduling_is_refused(self, sign_in: Any, unfinished: CemeteryPage) -> None:
        later = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
        response = send_edit(sign_in("publisher"), unfinished, "publish", go_live_at=later)
        assert "summary" in response.context["form"].errors
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    def test_reverting_to_a_version_with_problems(self, sign_in: Any, trail: factories.Trail) -> None:
        old = factories.draft_of(trail.site, summary="")
        factories.draft_of(trail.site, summary="Good again.").publish()
        client = sign_in("publisher")
        data = form_of(client, reverse("wagtailadmin_pages:revisions_revert", args=[trail.site.pk, old.pk]))
        assert data["summary"] == [""]
        response = client.post(edit_address(trail.site), data | {"action-publish": "yes"}, follow=True)
        assert "summary" in response.context["form"].errors
        assert fresh(trail.site).summary == "Good again."

    def test_creating_and_publishing_at_once(self, sign_in: Any, trail: factories.Trail) -> None:
        client = sign_in("publisher")
        address = reverse("wagtailadmin_pages:add", args=["heritage", "standardpage", trail.home.pk])
        data = form_of(client, address) | {"title": "Privacy", "slug": "privacy", "action-publish": "yes"}
        response = client.post(address, data, follow=True)
        assert "summary" in response.context["form"].errors
        assert not StandardPage.objects.filter(slug="privacy").exists()
        client.post(address, data | {"summary": "What we keep: nothing."}, follow=True)
        assert StandardPage.objects.get(slug="privacy").live


class TestReview:
    @pytest.fixture
    def submitted(self, trail: factories.Trail) -> CemeteryPage:
        page = factories.make_page(CemeteryPage, trail.region, "A new place", live=False)
        page.save_revision()
        page.get_workflow().start(page, factories.persona("editor"))
        return page

    def approve(self, client: Any, page: Any) -> Any:
        state = page.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        return client.post(address, {"comment": ""}, headers={"referer": "http://testserver/admin/"}, follow=True)

    def test_approved_without_problems(self, sign_in: Any, submitted: CemeteryPage) -> None:
        self.approve(sign_in("publisher"), submitted)
        assert fresh(submitted).live

    def test_approved_with_a_problem_that_came_later(self, sign_in: Any, submitted: CemeteryPage) -> None:
        revision = submitted.get_latest_revision()
        revision.content["summary"] = ""
        revision.save()
        client = sign_in("publisher")
        response = self.approve(client, submitted)
        assert response.status_code == 200
        assert "“A new place [en]” was not published." in shown(response)
        assert NO_SUMMARY in shown(response)
        assert not fresh(submitted).live
        assert fresh(submitted).current_workflow_state is not None
        entry = PageLogEntry.objects.get(page=submitted.pk, action="trail.publish_refused")
        assert NO_SUMMARY in entry.message
        history = client.get(reverse("wagtailadmin_pages:history", args=[submitted.pk]))
        assert "Publication refused" in shown(history)

    def test_a_page_with_problems_can_be_sent_back(self, sign_in: Any, submitted: CemeteryPage) -> None:
        page = with_problem(submitted)
        page.save_revision()
        send_edit(sign_in("publisher"), page, "workflow-action", **{"workflow-action-name": "reject"})
        assert fresh(submitted).current_workflow_state.status == "needs_changes"


class TestBulkAction:
    def publish(self, client: Any, *pages: Any, **data: Any) -> Any:
        ids = "&".join(f"id={page.pk}" for page in pages)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        return client.post(f"{address}?{ids}&next=/admin/pages/", data, follow=True)

    def test_all_that_is_refused_is_named_and_nothing_is_published(
        self, sign_in: Any, trail: factories.Trail, unfinished: CemeteryPage
    ) -> None:
        good = factories.make_page(CemeteryPage, trail.region, "A good one", live=False)
        other = factories.make_page(SitePage, trail.region, "Another bad one", live=False, summary="")
        said = shown(self.publish(sign_in("publisher"), good, unfinished, other))
        assert "“An unfinished place [en]” was not published." in said
        assert "“Another bad one [en]” was not published." in said
        assert "None of the chosen pages was published." in said
        assert not any(fresh(page).live for page in (good, unfinished, other))

    def test_the_pages_below_count(self, sign_in: Any, trail: factories.Trail, unfinished: CemeteryPage) -> None:
        response = self.publish(sign_in("publisher"), trail.region, include_descendants="on")
        assert "“An unfinished place [en]” was not published." in shown(response)

    def test_good_pages_are_published(self, sign_in: Any, trail: factories.Trail) -> None:
        good = [factories.make_page(CemeteryPage, trail.region, live=False) for _ in range(2)]
        self.publish(sign_in("publisher"), *good)
        assert all(fresh(page).live for page in good)


class TestCopying:
    def test_a_refused_copy_is_told(self, sign_in: Any, trail: factories.Trail) -> None:
        page = with_problem(trail.site)
        response = sign_in("publisher").post(
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            {"new_title": "Copy", "new_slug": "copy", "new_parent_page": trail.region.pk, "publish_copies": "on"},
            follow=True,
        )
        assert response.status_code == 200
        assert "“The museum [en]” was not published." in shown(response)
        assert "Nothing was copied." in shown(response)
        assert not Page.objects.filter(slug="copy").exists()


def test_a_refusal_is_a_validation_error_with_all_reasons(unfinished: CemeteryPage) -> None:
    unfinished.latitude = None
    with pytest.raises(ValidationError) as refused:
        unfinished.save_revision(clean=False).publish()
    assert len(refused.value.messages) == 2
