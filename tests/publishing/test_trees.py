"""Acts on trees: at once where they are small or nobody else could do them, by the worker where they are large."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, ReferenceIndex

from sites.models import SitePage
from tests.factories import Trail, make_page, make_picture, persona
from trail.background.models import Errand
from trail.finding.models import Entry
from trail.publishing import trees

Work = Callable[[], None]
EVERYTHING = 4  # the campaign, its region, two places


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "FEW", 2)


@pytest.fixture
def person(sign_in: Any, trail: Trail) -> Client:
    return sign_in("administrator")


def take_down(client: Client, page: Any) -> Any:
    return client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})


def live_below(page: Any) -> int:
    return Page.objects.get(pk=page.pk).get_descendants(inclusive=True).live().count()


def page_of(client: Client, response: Any) -> str:
    """What the errand's page says, which the answer led to."""
    return " ".join(client.get(response["Location"]).content.decode().split())


def test_without_a_worker_it_is_done_at_once(person: Client, trail: Trail) -> None:
    response = take_down(person, trail.campaign)

    assert live_below(trail.campaign) == 0
    assert not Errand.objects.exists()
    assert "unpublished" in person.get(response["Location"]).content.decode()


def test_a_tree_is_left_to_the_worker_and_its_page_tells_what_came_of_it(
    person: Client, trail: Trail, work: Work
) -> None:
    response = take_down(person, trail.campaign)
    waiting = person.get(response["Location"])
    assert live_below(trail.campaign) == EVERYTHING
    assert waiting["Refresh"] == "3"
    assert "Waits" in waiting.content.decode()
    assert "Unpublish: “The campaign” (4 pages)" in waiting.content.decode()
    assert "Unpublish: “The campaign”" in person.get("/admin/").content.decode()

    work()
    done = person.get(response["Location"])
    assert "Refresh" not in done
    assert "unpublished" in done.content.decode()
    assert f'href="/admin/pages/{trail.home.pk}/"' in done.content.decode()
    assert live_below(trail.campaign) == 0
    assert not Entry.objects.filter(page__path__startswith=trail.campaign.path).exists()
    assert "Unpublish: “The campaign”" in person.get("/admin/errands/").content.decode()


def test_one_page_is_done_at_once_with_a_worker_too(person: Client, trail: Trail, work: Work) -> None:
    person.post(f"/admin/pages/{trail.site.pk}/unpublish/", {"include_descendants": "on"})

    assert live_below(trail.site) == 0
    assert not Errand.objects.exists()


def test_whoever_may_not_leaves_nothing_to_the_worker(sign_in: Any, trail: Trail, work: Work) -> None:
    take_down(sign_in("editor"), trail.campaign)
    work()

    assert not Errand.objects.exists()
    assert live_below(trail.campaign) == EVERYTHING


def test_a_right_that_was_taken_away_meanwhile_counts(person: Client, trail: Trail, work: Work) -> None:
    response = take_down(person, trail.campaign)
    user = get_user_model().objects.get(username="administrator")
    user.groups.set(get_user_model().objects.get(pk=persona("editor").pk).groups.all())
    work()

    assert live_below(trail.campaign) == EVERYTHING
    said = page_of(person, response)
    assert "Not done" in said and "permission" in said


def test_somebody_who_lost_their_account_does_nothing(person: Client, trail: Trail, work: Work) -> None:
    take_down(person, trail.campaign)
    get_user_model().objects.filter(username="administrator").update(is_active=False)
    work()

    assert live_below(trail.campaign) == EVERYTHING
    assert "You do not have the right" in str(Errand.objects.get().outcome)


def test_pressing_twice_asks_once(person: Client, trail: Trail, work: Work) -> None:
    first, second = take_down(person, trail.campaign), take_down(person, trail.campaign)

    assert first["Location"] == second["Location"]
    assert "is under way already" in page_of(person, second)
    assert DBTaskResult.objects.count() == 1


def test_another_person_is_told_who_asked_and_sees_it_as_an_administrator(
    person: Client, trail: Trail, work: Work
) -> None:
    asked = take_down(person, trail.campaign)
    publisher = Client()
    publisher.force_login(persona("publisher"))
    response = take_down(publisher, trail.campaign)

    assert response["Location"] == f"/admin/pages/{trail.campaign.pk}/edit/"
    assert "administrator asked for it" in page_of(publisher, response)
    assert publisher.get(asked["Location"]).status_code == 404
    assert publisher.post(asked["Location"]).status_code == 404
    assert "Unpublish: “The campaign”" in person.get("/admin/reports/background/").content.decode()


def test_what_breaks_in_the_middle_leaves_nothing_half_done_and_is_tried_again(
    person: Client, trail: Trail, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = take_down(person, trail.campaign)
    shipped = UnpublishPageAction._commit_unpublish

    def breaks(action: Any, page: Any) -> None:
        if page.pk == trail.cemetery.pk:
            raise RuntimeError("disk full")
        shipped(action, page)

    monkeypatch.setattr(UnpublishPageAction, "_commit_unpublish", breaks)
    work()
    said = page_of(person, response)
    assert live_below(trail.campaign) == EVERYTHING
    assert "broke off through a fault" in said and "disk full" not in said
    assert "disk full" in person.get("/admin/reports/background/").content.decode()

    monkeypatch.undo()
    again = person.post(response["Location"], follow=True)
    assert "Waits" in again.content.decode()


def test_trying_again_does_it(person: Client, trail: Trail, work: Work) -> None:
    response = take_down(person, trail.campaign)
    user = get_user_model().objects.get(username="administrator")
    groups = list(user.groups.all())
    user.groups.clear()
    work()
    assert live_below(trail.campaign) == EVERYTHING

    user.groups.set(groups)
    person.post(response["Location"])
    work()
    assert live_below(trail.campaign) == 0
    assert "Not done" not in page_of(person, response)


def test_a_task_that_is_done_twice_does_nothing_the_second_time(person: Client, trail: Trail, work: Work) -> None:
    take_down(person, trail.campaign)
    work()
    Page.objects.filter(path__startswith=trail.campaign.path).update(live=True)
    DBTaskResult.objects.update(status=TaskResultStatus.READY)
    work()

    assert live_below(trail.campaign) == EVERYTHING


def test_what_a_killed_worker_left_is_not_under_way_for_ever(person: Client, trail: Trail, work: Work) -> None:
    response = take_down(person, trail.campaign)
    Errand.objects.update(state=Errand.State.GOING_ON)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)

    assert "The worker was stopped in the middle of it." in page_of(person, response)
    assert take_down(person, trail.campaign)["Location"] != response["Location"]


def test_nobody_has_begun_for_long_is_said(person: Client, trail: Trail, work: Work) -> None:
    from datetime import timedelta

    from django.utils import timezone

    response = take_down(person, trail.campaign)
    assert "Nobody has begun" not in page_of(person, response)
    Errand.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    assert "Nobody has begun" in page_of(person, response)


def test_what_the_rules_refuse_is_named_and_nothing_of_it_goes_live(person: Client, trail: Trail, work: Work) -> None:
    drafts = [make_page(SitePage, trail.region, f"Draft {n}", live=False) for n in range(3)]
    drafts[2].summary = ""
    drafts[2].save_revision(clean=False)
    chosen = "&".join(f"id={page.pk}" for page in drafts)
    response = person.post(f"/admin/bulk/wagtailcore/page/publish/?{chosen}")
    work()

    said = page_of(person, response)
    assert "Not done" in said and "“Draft 2 [en]” was not published" in said
    assert not Page.objects.filter(title__startswith="Draft", live=True).exists()

    drafts[2].summary = "One sentence."
    drafts[2].save_revision()
    person.post(response["Location"])
    work()
    assert Page.objects.filter(title__startswith="Draft", live=True).count() == 3
    assert Entry.objects.filter(title__startswith="Draft").count() == 3


def test_a_copy_is_made_by_the_worker_unless_the_form_is_wrong(person: Client, trail: Trail, work: Work) -> None:
    asked = {"new_title": "Second", "new_parent_page": trail.home.pk, "copy_subpages": "on"}
    wrong = person.post(f"/admin/pages/{trail.campaign.pk}/copy/", asked | {"new_slug": trail.campaign.slug})
    assert wrong.status_code == 200 and "already in use" in wrong.content.decode()
    assert not Errand.objects.exists()

    response = person.post(f"/admin/pages/{trail.campaign.pk}/copy/", asked | {"new_slug": "second"})
    work()
    assert "and 3 subpages copied" in page_of(person, response)
    assert Page.objects.get(slug="second").get_descendants().count() == 3


def test_deleting_keeps_what_was_answered_before(person: Client, trail: Trail, work: Work) -> None:
    response = person.post(f"/admin/pages/{trail.campaign.pk}/delete/")
    work()

    assert "deleted" in page_of(person, response)
    assert not Page.objects.filter(pk=trail.cemetery.pk).exists()
    assert not Page.find_problems()[0]


def test_who_uses_what_is_known_after_an_act_on_many_pages(person: Client, trail: Trail) -> None:
    picture = make_picture()
    for page in (trail.site, trail.cemetery):
        page.lead_image = picture
        page.lead_image_alt = "A gate."
        page.save_revision()
    chosen = f"id={trail.site.pk}&id={trail.cemetery.pk}"
    person.post(f"/admin/bulk/wagtailcore/page/publish/?{chosen}")

    assert Page.objects.filter(pk__in=(trail.site.pk, trail.cemetery.pk), live=True).count() == 2
    used = ReferenceIndex.get_references_to(picture).values_list("object_id", flat=True)
    assert {int(pk) for pk in used} == {trail.site.pk, trail.cemetery.pk}

    person.post(f"/admin/bulk/wagtailcore/page/delete/?{chosen}")
    assert not ReferenceIndex.get_references_to(picture).exists()


def test_leaving_a_tree_costs_the_same_however_large_it_is(person: Client, trail: Trail, by_worker: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            take_down(person, trail.campaign)
        Errand.objects.all().delete()
        return len(found)

    queries()
    small = queries()
    for number in range(12):
        make_page(SitePage, trail.region, f"Another {number}")
    assert queries() == small
