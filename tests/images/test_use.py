"""Each way to use a picture with each reason not to publish: refused, with the picture and the place by name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from sites.models import HomePage, RegionPage, SitePage
from tests import factories
from tests.admin_forms import send_edit, shown
from trail.images.in_use import looked_up_together, pictures_in_use
from trail.images.models import Picture
from trail.people.models import Contribution, Person
from trail.publishing.problems import PublicationRefused, publish_problems

pytestmark = pytest.mark.django_db

OVER = {"licence": "permission", "permission_until": date(2020, 5, 8)}
REASONS = {
    "no-credit": {"creator": " ", "credit_line": ""},
    "no-licence": {"licence": "unknown"},
    "permission-over": OVER,
}


def heading(text: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": text, "level": "2"}}


def block(picture: Picture, **values: Any) -> dict[str, Any]:
    value = {"picture": picture.pk, "alt": "A gate", "decorative": False, "caption": ""} | values
    return {"type": "picture", "value": value}


def gallery(*items: dict[str, Any]) -> dict[str, Any]:
    listed = [{"type": "item", "id": str(number), "value": item["value"]} for number, item in enumerate(items)]
    return {"type": "gallery", "value": {"pictures": listed}}


def with_text(page: Any, *blocks: dict[str, Any]) -> None:
    page.body = page._meta.get_field("body").to_python(list(blocks))


def use_as_lead(page: Any, picture: Picture) -> None:
    page.lead_image, page.lead_image_alt = picture, "A gate"


def use_in_block(page: Any, picture: Picture) -> None:
    with_text(page, heading("The battle"), block(picture))


def use_in_gallery(page: Any, picture: Picture) -> None:
    others = [block(factories.make_picture()), block(factories.make_picture())]
    with_text(page, heading("Before"), heading("The battle"), gallery(*others, block(picture)))


def use_in_rich_text(page: Any, picture: Picture) -> None:
    text = f'<p>See <embed embedtype="image" format="left" id="{picture.pk}" alt="A gate"/></p>'
    with_text(page, {"type": "paragraph", "value": {"text": text, "sources": []}})


def use_as_portrait(page: Any, picture: Picture) -> None:
    person = Person.objects.create(name="Anna Rossi", portrait=picture, locale=page.locale)
    page.contributions.add(Contribution(person=person))


def use_as_dark_version(page: Any, picture: Picture) -> None:
    use_as_lead(page, factories.make_picture("By day", dark_version=picture))


WAYS: dict[str, tuple[Callable[[Any, Picture], None], str]] = {
    "lead": (use_as_lead, "lead picture"),
    "block": (use_in_block, "picture under “The battle”"),
    "gallery": (use_in_gallery, "picture 3 in the gallery under “The battle”"),
    "rich text": (use_in_rich_text, "picture within a paragraph in “text”"),
    "portrait": (use_as_portrait, "portrait of Anna Rossi"),
    "dark version": (use_as_dark_version, "lead picture, version for dark screens"),
}


@pytest.fixture
def draft(trail: factories.Trail) -> RegionPage:
    return factories.make_page(RegionPage, trail.campaign, "Sicily", live=False)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_use_escapes_any_reason(way: str, reason: str, draft: RegionPage) -> None:
    use, place = WAYS[way]
    picture = factories.make_picture("Gate", **REASONS[reason])
    use(draft, picture)
    with pytest.raises(PublicationRefused) as refused:
        draft.save_revision(clean=False).publish()
    problem = next(problem for problem in refused.value.problems if problem.code == reason)
    assert [problem.code for problem in refused.value.problems] == [reason]
    assert f"“Gate” ({place})" in str(problem.message)
    assert problem.url == reverse("wagtailimages:edit", args=[picture.pk])
    assert not fresh(draft).live


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_open_to_a_picture_in_order(way: str, draft: RegionPage) -> None:
    last_day = {"licence": "permission", "permission_until": timezone.localdate()}
    WAYS[way][0](draft, factories.make_picture("Gate", creator="", credit_line="An archive", **last_day))
    draft.save_revision(clean=False).publish()
    assert fresh(draft).live


@pytest.mark.parametrize(
    ("use", "place"),
    [
        (lambda page, picture: setattr(page, "lead_image", picture), "Describe the lead picture"),
        (lambda page, picture: with_text(page, block(picture, alt=" ")), "“Gate” (picture in “text”)"),
        (
            lambda page, picture: with_text(page, gallery(block(picture, alt=""))),
            "(picture 1 in the gallery in “text”)",
        ),
    ],
)
def test_each_use_is_described_or_decorative(use: Any, place: str, draft: RegionPage) -> None:
    picture = factories.make_picture("Gate")
    use(draft, picture)
    problems = publish_problems(draft)
    assert [problem.code for problem in problems] == ["no-alt-text"] and place in str(problems[0].message)
    draft.lead_image_decorative = True
    with_text(draft, *([block(picture, alt="", decorative=True)] if draft.lead_image is None else []))
    assert publish_problems(draft) == []


def test_a_picture_of_a_listed_page_counts(trail: factories.Trail) -> None:
    SitePage.objects.update(lead_image=factories.make_picture("Gate", licence="unknown"))
    home = HomePage.objects.get(pk=trail.home.pk)
    home.featured = [("page", trail.site)]
    with pytest.raises(PublicationRefused, match="picture of a page that is shown here"):
        home.save_revision(clean=False).publish()


def test_what_a_page_names_besides_is_read_over(trail: factories.Trail) -> None:
    """Documents, recordings and links bring no pictures; reading them must not fail either."""
    document = get_document_model().objects.create(title="Leaflet", file="leaflet.pdf", language="en")
    trail.site.body = [
        ("document", {"document": document}),
        ("recording", {"recording": document, "captions": document}),
        ("action", {"page": trail.story, "text": "Read on"}),
    ]
    assert not pictures_in_use(trail.site)
    assert not [problem for problem in publish_problems(trail.site) if "picture" in str(problem.message)]


def test_a_picture_used_twice_is_named_once(draft: RegionPage) -> None:
    picture = factories.make_picture("Gate", licence="unknown")
    use_as_lead(draft, picture)
    with_text(draft, block(picture), block(picture), block(picture))
    problems = publish_problems(draft)
    assert len(problems) == 1 and "(lead picture and 1 more place)" in str(problems[0].message)


def test_the_number_of_queries_does_not_grow(draft: RegionPage, django_assert_max_num_queries: Any) -> None:
    with_text(draft, gallery(*(block(factories.make_picture()) for _number in range(20))))
    use_as_portrait(draft, factories.make_picture())
    page = draft.save_revision(clean=False).as_object()
    with django_assert_max_num_queries(2):
        assert len(pictures_in_use(page)) == 21
    pages = [draft.latest_revision.as_object() for _number in range(5)]
    with django_assert_max_num_queries(2), looked_up_together(pages):
        assert all(len(pictures_in_use(one)) == 21 for one in pages)


class TestPermissionThatIsOver:
    def live_with(self, page: Any, picture: Picture) -> Any:
        type(page).objects.filter(pk=page.pk).update(lead_image=picture, lead_image_alt="A gate")
        return fresh(page)

    def test_an_urgent_edit_is_not_blocked(self, trail: factories.Trail) -> None:
        page = self.live_with(trail.site, factories.make_picture("Gate", **OVER))
        factories.draft_of(page, summary="The gate is closed.").publish()
        assert fresh(page).summary == "The gate is closed."

    def test_another_place_on_the_same_page_is_not_a_first_time(self, trail: factories.Trail) -> None:
        picture = factories.make_picture("Gate", **OVER)
        page = self.live_with(trail.site, picture)
        with_text(page, block(picture))
        page.save_revision(clean=False).publish()

    def test_a_picture_that_is_new_on_a_live_page_is_refused(self, trail: factories.Trail) -> None:
        page = self.live_with(trail.site, factories.make_picture("Old gate", **OVER))
        with pytest.raises(PublicationRefused, match=r"“New gate” \(lead picture\) ended on 8 May 2020"):
            factories.draft_of(page, lead_image=factories.make_picture("New gate", **OVER)).publish()

    def test_a_page_that_was_taken_down_begins_anew(self, trail: factories.Trail) -> None:
        page = self.live_with(trail.site, factories.make_picture("Gate", **OVER))
        page.unpublish()
        with pytest.raises(PublicationRefused):
            factories.draft_of(fresh(page), summary="Back.").publish()

    def test_a_copy_begins_anew(self, trail: factories.Trail) -> None:
        page = self.live_with(trail.site, factories.make_picture("Gate", **OVER))
        with pytest.raises(PublicationRefused):
            page.copy(update_attrs={"slug": "copy"}, keep_live=True)

    def test_what_will_be_over_on_the_day_is_not_scheduled(self, draft: RegionPage) -> None:
        soon = timezone.localdate() + timedelta(days=3)
        use_as_lead(draft, factories.make_picture("Gate", licence="permission", permission_until=soon))
        assert publish_problems(draft) == []
        draft.go_live_at = timezone.now() + timedelta(days=5)
        assert "before the page is published" in str(publish_problems(draft)[0].message)


class TestTheEditorIsLed:
    def test_the_form_links_to_the_picture(self, trail: factories.Trail, sign_in: Any) -> None:
        picture = factories.make_picture("Gate <b>", licence="unknown")
        response = send_edit(
            sign_in("publisher"), trail.site, "publish", lead_image=str(picture.pk), lead_image_alt="A gate"
        )
        page = response.content.decode()
        link = f'href="{reverse("wagtailimages:edit", args=[picture.pk])}" target="_blank" rel="noreferrer">Open the'
        assert page.count(link) == 2  # at the field and in “Before you publish”
        assert "Gate &lt;b&gt;" in page and "Gate <b>” (" not in page
        assert "&lt;a href" not in page

    def test_beside_a_problem_of_the_whole_page_the_links_stay_links(
        self, trail: factories.Trail, sign_in: Any
    ) -> None:
        """Wagtail then repeats all errors at the top, with the names of the fields before them."""
        picture = factories.make_picture("Gate", licence="unknown")
        factories.add_figure(trail.cemetery, 10)
        factories.add_figure(trail.cemetery, 11)
        response = send_edit(
            sign_in("publisher"), trail.cemetery, "publish", lead_image=str(picture.pk), lead_image_alt="A gate"
        )
        page = response.content.decode()
        assert "Two figures" in page and "&lt;a href" not in page
        assert page.count(">Open the picture</a>") >= 2

    def test_a_text_is_told_in_plain_words(self, draft: RegionPage, sign_in: Any) -> None:
        use_in_block(draft, factories.make_picture("Gate", licence="unknown"))
        draft.save_revision(clean=False)
        page = send_edit(sign_in("publisher"), draft, "publish").content.decode()
        assert "&lt;a href" not in page and ">Open the picture</a>" in page

    def test_the_bulk_action_links_to_the_picture(self, draft: RegionPage, sign_in: Any) -> None:
        picture = factories.make_picture("Gate", licence="unknown")
        use_as_portrait(draft, picture)
        draft.save_revision(clean=False)
        address = (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
            + f"?id={draft.pk}&next=/admin/pages/"
        )
        said = shown(sign_in("publisher").post(address, follow=True))
        assert "“Gate” (portrait of Anna Rossi)" in said
        assert f'href="{reverse("wagtailimages:edit", args=[picture.pk])}"' in said
        assert not fresh(draft).live
