"""Each check by a table: what makes it speak, what keeps it silent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sites.content_checks import overlaps, sums_that_differ
from sites.models import CampaignPage, CemeteryPage, Figure, HomePage, SitePage
from tests import factories
from tests.admin_forms import edit_address, send_edit, shown
from trail.geo.coordinates import Point
from trail.geo.places import distance_to_nearest
from trail.publishing.checks import CHECK_KINDS, Setting, Severity, content_checks

TODAY = date(2026, 11, 20)


def codes(page: Any, **values: Any) -> set[str]:
    """The kinds of checks that speak of a page, once it has these values in memory."""
    for name, value in values.items():
        setattr(page, name, value)
    return {check.code for check in content_checks(page, Setting(today=TODAY, language="en"))}


def figure(kind: str, value: int, **values: Any) -> Figure:
    return Figure(kind=kind, value=value, **values)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [figure("burials", 426), figure("burials", 400, nation="GB"), figure("burials", 26, nation="CA")], [], id="right"
        ),
        pytest.param(
            [figure("burials", 426), figure("burials", 400, nation="GB"), figure("burials", 20, nation="CA")],
            [("Burials", 420, 426)],
            id="too few by nation",
        ),
        pytest.param([figure("burials", 426), figure("burials", 20, nation="CA")], [], id="one part is an example"),
        pytest.param(
            [figure("burials", 10), figure("burials", 6, nation="GB"), figure("burials", 5, nation="GB", label="army")],
            [("Burials", 11, 10)],
            id="parts of one nation",
        ),
        pytest.param(
            [figure("burials", 10), figure("burials", 6, force_id=1), figure("burials", 5, force_id=2)],
            [("Burials", 11, 10)],
            id="by force",
        ),
        pytest.param(
            [figure("burials", 10), figure("burials", 5, nation="GB"), figure("burials", 5, nation="NZ"),
             figure("burials", 7, force_id=1), figure("burials", 3, force_id=2)],
            [],
            id="nations and forces are two lists",
        ),
        pytest.param(
            [figure("burials", 10), figure("identified", 6), figure("unidentified", 5)],
            [("Burials", 11, 10)],
            id="identified and unidentified",
        ),
        pytest.param([figure("burials", 10), figure("identified", 6)], [], id="unidentified not given"),
        pytest.param(
            [figure("burials", 10, qualifier="about"), figure("identified", 6), figure("unidentified", 5)],
            [],
            id="about is not compared",
        ),
        pytest.param(
            [figure("burials", 10, value_to=12), figure("identified", 6), figure("unidentified", 5)],
            [],
            id="a range is not compared",
        ),
        pytest.param(
            [figure("burials", 10, note="One grave holds two."), figure("identified", 6), figure("unidentified", 5)],
            [],
            id="a note explains it",
        ),
        pytest.param(
            [figure("burials", 10, is_current=False), figure("identified", 6), figure("unidentified", 5)],
            [],
            id="an older total",
        ),
    ],
)  # fmt: skip
def test_sums(figures: list[Figure], expected: list[tuple[str, int, int]]) -> None:
    assert sums_that_differ(figures) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((date(1944, 6, 4), date(1944, 6, 4)), (date(1943, 7, 10), date(1945, 5, 2)), True),
        ((date(1946, 6, 4), date(1946, 6, 4)), (date(1943, 7, 10), date(1945, 5, 2)), False),
        ((date(1943, 1, 1), date(1943, 12, 31)), (date(1943, 7, 10), date(1945, 5, 2)), True),
        ((date(1946, 1, 1), None), (date(1943, 7, 10), None), True),
        ((None, None), (date(1943, 7, 10), date(1945, 5, 2)), True),
    ],
)
def test_overlapping_times(one: Any, other: Any, expected: bool) -> None:
    assert overlaps(one, other) is expected
    assert overlaps(other, one) is expected


def test_the_nearest_place() -> None:
    rome, anzio, bari = Point(41.9, 12.5), Point(41.45, 12.63), Point(41.12, 16.87)
    assert distance_to_nearest(rome, []) is None
    assert 45_000 < (distance_to_nearest(rome, [bari, anzio]) or 0) < 55_000


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize(
        ("values", "speaks"),
        [
            ({"opening_hours": ""}, False),
            ({"opening_hours": "Mo-Fr 08:00-12:00"}, True),
            ({"opening_hours": "Mo-Fr 08:00-12:00", "opening_checked_on": TODAY - timedelta(days=366)}, True),
            ({"opening_hours": "Mo-Fr 08:00-12:00", "opening_checked_on": TODAY - timedelta(days=365)}, False),
            ({"opening_hours": "24/7", "always_open": True}, False),
        ],
    )
    def test_opening_hours(self, values: dict[str, Any], speaks: bool, trail: factories.Trail) -> None:
        assert ("hours-not-checked" in codes(trail.site, **values)) is speaks

    @pytest.mark.parametrize(
        ("reviewed", "speaks"),
        [(None, True), (TODAY - timedelta(days=731), True), (TODAY - timedelta(days=730), False), (TODAY, False)],
    )
    def test_review(self, reviewed: date | None, speaks: bool, trail: factories.Trail) -> None:
        assert ("not-reviewed" in codes(trail.about, reviewed_on=reviewed)) is speaks

    def test_sources(self, trail: factories.Trail) -> None:
        assert "no-source" in codes(trail.site)
        source = factories.make_source()
        paragraph = {
            "type": "paragraph",
            "value": {"text": "<p>So it was.</p>", "sources": [{"type": "item", "value": source.pk}]},
        }
        body = trail.story._meta.get_field("body").to_python([paragraph])
        assert "no-source" not in codes(trail.story, body=body)
        assert "no-source" not in codes(trail.cemetery, opening_source_id=source.pk)
        factories.cite(trail.site)
        assert "no-source" not in codes(SitePage.objects.get())

    @pytest.mark.parametrize("name", ["home", "stories", "about"])
    def test_pages_without_facts_need_no_source(self, name: str, trail: factories.Trail) -> None:
        assert "no-source" not in codes(getattr(trail, name))

    @pytest.mark.parametrize(
        ("values", "speaks"),
        [({}, False), ({"describes_death": True}, True), ({"content_notice": "It tells of a massacre."}, True)],
    )
    def test_content_notice(self, values: dict[str, Any], speaks: bool, trail: factories.Trail) -> None:
        body = [{"type": "paragraph", "value": {"text": "<p>So it was.</p>", "sources": []}}]
        page = trail.story
        assert (
            "notice-without-sources" in codes(page, body=page._meta.get_field("body").to_python(body), **values)
        ) is speaks

    @pytest.mark.parametrize(("until", "speaks"), [(None, False), (TODAY, False), (TODAY - timedelta(days=1), True)])
    def test_permission(
        self, until: date | None, speaks: bool, trail: factories.Trail, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_arguments: TODAY)
        picture = factories.make_picture(licence="permission", permission_until=until)
        assert ("permission-over" in codes(trail.site, lead_image=picture, lead_image_alt="A gate")) is speaks

    @pytest.mark.parametrize(
        ("values", "speaks"),
        [
            ({"latitude": 42.4, "longitude": 12.5}, False),
            ({"latitude": 12.48, "longitude": 41.88}, True),
            ({"latitude": 43.9, "longitude": 12.5}, True),
            ({"latitude": 43.9, "longitude": 12.5, "position_note": "It belongs to the region, far as it is."}, False),
            ({"latitude": None, "longitude": None}, False),
        ],
    )
    def test_position(self, values: dict[str, Any], speaks: bool, trail: factories.Trail) -> None:
        assert ("far-from-region" in codes(trail.site, **values)) is speaks

    def test_the_only_place_of_a_region_has_nothing_to_be_far_from(self, trail: factories.Trail) -> None:
        trail.cemetery.delete()
        assert "far-from-region" not in codes(SitePage.objects.get(), latitude=-10)

    @pytest.mark.parametrize(
        ("when", "speaks"), [("1944-06-04", False), ("1946", True), ("1943", False), ("", False), ("nonsense", False)]
    )
    def test_the_date_of_a_story(self, when: str, speaks: bool, trail: factories.Trail) -> None:
        assert ("outside-campaign" in codes(trail.story, when=when)) is speaks

    def test_what_blocks_comes_first(self, trail: factories.Trail) -> None:
        trail.site.summary = ""
        checks = content_checks(trail.site)
        assert checks[0].severity == Severity.BLOCKS and checks[0].code == "no-summary"
        assert not checks[-1].blocks

    def test_a_required_stream_field_that_is_empty_blocks(self, trail: factories.Trail) -> None:
        trail.region.introduction = []
        assert "Fill in “introduction”." in [str(check.message) for check in content_checks(trail.region)]

    def test_every_kind_has_a_name(self, trail: factories.Trail) -> None:
        trail.cemetery.summary = ""
        trail.cemetery.latitude = None
        trail.cemetery.lead_image = factories.make_picture(licence="unknown", creator="")
        for value in (1, 2):
            trail.cemetery.figures.add(Figure(kind="burials", value=value, locale=trail.cemetery.locale))
        found = codes(trail.cemetery)
        assert {"no-summary", "required", "no-credit", "no-licence", "no-alt-text"} <= found
        assert {"figure-without-source", "two-current-figures"} <= found
        assert found <= set(CHECK_KINDS)


@pytest.mark.django_db
class TestPanel:
    def test_it_says_what_blocks_and_what_is_worth_a_look(self, trail: factories.Trail, sign_in: Any) -> None:
        factories.draft_of(trail.site, summary="")
        said = shown(sign_in("editor").get(edit_address(trail.site)))
        assert "The page cannot be published yet:" in said and "Write a summary of one or two sentences." in said
        assert "Worth a look:" in said and "The page names no source." in said

    def test_it_is_quiet_when_all_is_well(self, trail: factories.Trail, sign_in: Any) -> None:
        factories.draft_of(trail.about, reviewed_on=date.today())
        said = shown(sign_in("editor").get(edit_address(trail.about)))
        assert "Nothing stands in the way." in said and "Worth a look:" not in said

    def test_a_new_page_is_told_what_it_needs(self, trail: factories.Trail, sign_in: Any) -> None:
        address = reverse("wagtailadmin_pages:add", args=["heritage", "cemeterypage", trail.region.pk])
        said = shown(sign_in("editor").get(address))
        assert "To be published, the page needs:" in said and "Fill in “latitude”." in said
        assert "Worth a look:" not in said

    def test_it_follows_the_draft(self, trail: factories.Trail, sign_in: Any) -> None:
        client = sign_in("editor")
        send_edit(client, trail.site, summary="")
        response = client.get(reverse("trail_checks", args=[trail.site.pk]))
        assert "Write a summary" in shown(response)

    def test_it_is_for_editors_of_the_page(self, trail: factories.Trail, sign_in: Any) -> None:
        assert sign_in("visitor").get(reverse("trail_checks", args=[trail.site.pk])).status_code == 302


@pytest.mark.django_db
class TestReport:
    def pages(self, response: Any) -> list[str]:
        return [page.title for page in response.context["object_list"]]

    def test_it_lists_the_pages_and_filters_them(self, trail: factories.Trail, sign_in: Any) -> None:
        for model in (HomePage, CampaignPage):
            model.objects.update(reviewed_on=date.today())
        factories.cite(trail.campaign)
        SitePage.objects.update(opening_hours="Mo-Fr 08:00-12:00")
        CemeteryPage.objects.update(summary="")
        client = sign_in("editor")
        address = reverse("content_checks_report")
        everything = self.pages(client.get(address))
        assert "The museum" in everything and "The campaign" not in everything
        assert self.pages(client.get(f"{address}?check=hours-not-checked")) == ["The museum"]
        assert self.pages(client.get(f"{address}?severity=blocks")) == ["The cemetery"]
        assert self.pages(client.get(f"{address}?check=figures-do-not-add-up")) == []
        said = shown(client.get(f"{address}?check=hours-not-checked"))
        assert "Nobody has noted when the opening hours were checked" in said

    def test_export(self, trail: factories.Trail, sign_in: Any) -> None:
        response = sign_in("editor").get(reverse("content_checks_report") + "?export=csv&check=no-source")
        text = b"".join(response.streaming_content).decode()
        assert "The museum" in text and "The page names no source" in text

    def test_it_is_in_the_menu(self, trail: factories.Trail, sign_in: Any) -> None:
        assert reverse("content_checks_report") in shown(sign_in("editor").get(reverse("wagtailadmin_home")))

    def test_the_number_of_queries_does_not_grow(self, trail: factories.Trail, sign_in: Any) -> None:
        client = sign_in("editor")
        address = reverse("content_checks_report")
        client.get(address)
        counts = []
        for more in (1, 20):
            for _number in range(more):
                page = factories.make_page(
                    CemeteryPage, trail.region, lead_image=factories.make_picture(), lead_image_alt="x"
                )
                factories.add_figure(page, 10)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
