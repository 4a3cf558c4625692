"""The picker of a position: what it is told, by whom it may be asked, what is saved with and without JavaScript."""

import gzip
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.panels import FieldPanel, ObjectList

from sites.models import CemeteryPage, RegionPage, SitePage
from tests import factories
from tests.admin_forms import edit_address, send_edit, shown
from trail.geo.coordinates import Point, distance_m
from trail.geo.land import in_the_sea
from trail.geo.panels import PositionPanel
from trail.geo.places import FAR_FROM_REGION, IN_THE_SEA, concerns, is_far
from trail.publishing.checks import content_checks

ROME, NAPLES, MILAN, BEACH, TYRRHENIAN = (
    Point(41.8755, 12.4778), Point(40.8518, 14.2681), Point(45.4642, 9.19), Point(41.4527, 12.627), Point(40.0, 12.0),
)  # fmt: skip
CITY = [ROME, Point(41.9305, 12.4520), Point(41.8570, 12.5090), Point(41.9142, 12.5122)]


@pytest.mark.parametrize(
    ("point", "sea"),
    [
        (ROME, False), (NAPLES, False), (MILAN, False), (TYRRHENIAN, True), (Point(41.8, 11.9), True),
        (BEACH, False),  # a museum on the beach: the coast's line is not as exact as that
        (Point(45.4375, 12.3358), False), (Point(37.5, 15.35), True), (Point(42.8, 10.3), False),  # Venice, Catania, Elba
        (Point(51.5, -0.12), False), (Point(54.0, 3.0), True),  # London, the North Sea: the coarser ground
        (Point(0, 0), None), (Point(-41.3, 174.8), None), (Point(90, 180), None),
    ],
)  # fmt: skip
def test_land_and_sea(point: Point, sea: bool | None) -> None:
    assert in_the_sea(point) is sea


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_land_and_sea_has_an_answer_everywhere(latitude: float, longitude: float) -> None:
    assert in_the_sea(Point(latitude, longitude)) in (True, False, None)


def codes(point: Point, others: list[Point]) -> list[str]:
    return [concern.code for concern in concerns(point, others, "en")]


@pytest.mark.parametrize(
    ("point", "others", "expected"),
    [
        pytest.param(ROME, CITY[1:], [], id="among the others"),
        pytest.param(Point(42.0, 12.8), CITY, [], id="a little outside"),
        pytest.param(Point(41.46, 12.9), CITY, [FAR_FROM_REGION], id="far outside a small region"),
        pytest.param(Point(41.46, 12.9), [ROME, MILAN, NAPLES], [], id="not far in a wide one"),
        pytest.param(Point(41.46, 12.9), CITY[:2], [], id="two places say little of a region's size"),
        pytest.param(MILAN, CITY, [FAR_FROM_REGION], id="another region"),
        pytest.param(TYRRHENIAN, [], [IN_THE_SEA], id="alone in the sea"),
        pytest.param(TYRRHENIAN, CITY, [FAR_FROM_REGION, IN_THE_SEA], id="in the sea, and far"),
        pytest.param(MILAN, [], [], id="the only place of its region"),
        pytest.param(Point(12.4778, 41.8755), CITY, [FAR_FROM_REGION], id="swapped"),
    ],
)
def test_concerns(point: Point, others: list[Point], expected: list[str]) -> None:
    assert codes(point, others) == expected


def test_swapped_numbers_are_recognised_with_the_remedy() -> None:
    (concern,) = concerns(Point(12.4778, 41.8755), CITY, "en")
    assert concern.swapped == ROME
    assert "41.8755, 12.4778 would lie in the region" in concern.message
    (concern,) = concerns(MILAN, CITY, "en")
    assert concern.swapped is None
    (concern,) = concerns(Point(12.0, 141.0), CITY, "en")
    assert concern.swapped is None


def test_a_region_on_both_sides_of_the_antimeridian() -> None:
    fiji = [Point(-17, 179.9), Point(-17, -179.9), Point(-16.8, 179.95)]
    assert not is_far(Point(-17, 180), fiji)
    assert not is_far(Point(-17.1, -179.8), fiji)
    assert is_far(Point(-17, 0), fiji)


points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(points, st.lists(points, max_size=6))
def test_no_position_upsets_the_rules(point: Point, others: list[Point]) -> None:
    found = concerns(point, others, "en")
    assert all(concern.message for concern in found)
    if point in others:
        assert FAR_FROM_REGION not in [concern.code for concern in found]
    if others and min(distance_m(point, other) for other in others) > 101_000:
        assert FAR_FROM_REGION in [concern.code for concern in found]


# The endpoint


def ask(client: Client, **given: Any) -> Any:
    return client.get(reverse("trail_position"), given)


@pytest.fixture
def editor(trail: factories.Trail, sign_in: Any) -> Client:
    return sign_in("editor")


def test_a_text_is_read_and_described(trail: factories.Trail, editor: Client) -> None:
    answer = ask(editor, text="41°52′31.8″ N, 12°28′55″ E", page=trail.site.pk).json()
    assert (answer["latitude"], answer["longitude"]) == ("41.8755", "12.481944")
    assert answer["decimal"] == "41.87550, 12.48194"
    assert answer["dms"] == "41°52′31.8″ N, 12°28′55.0″ E"
    assert answer["offset"] == "340 m east of The cemetery"
    assert answer["concerns"] == []
    assert answer["is_view"] is False


def test_numbers_are_judged_among_the_neighbours(trail: factories.Trail, editor: Client) -> None:
    swapped = ask(editor, latitude="12.4778", longitude="41.8755", page=trail.site.pk).json()
    assert [concern["swapped"] for concern in swapped["concerns"]] == [["41.8755", "12.4778"]]
    sea = ask(editor, latitude="40,0", longitude="12,0").json()
    assert "in the sea" in sea["concerns"][0]["message"]
    new = ask(editor, latitude="45", longitude="9", parent=trail.region.pk).json()
    assert "from the nearest other place" in new["concerns"][0]["message"]


@pytest.mark.parametrize(
    "given",
    [
        {}, {"text": ""}, {"text": "Rome"}, {"text": "x" * 5000}, {"latitude": "91", "longitude": "0"},
        {"latitude": "nan", "longitude": "1"}, {"latitude": "inf", "longitude": "1"}, {"latitude": "1"},
        {"latitude": "<script>", "longitude": "' OR 1=1"}, {"text": "https://maps.app.goo.gl/x"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_a_remedy(given: dict[str, str], editor: Client) -> None:
    answer = ask(editor, **given)
    assert answer.status_code == 400
    assert len(answer.json()["error"]) > 20


@pytest.mark.parametrize(
    "given", [{"page": "999999"}, {"page": "x"}, {"parent": "9" * 40}, {"parent": "-1"}, {"page": "²"}]
)
def test_pages_that_are_not_there(given: dict[str, str], editor: Client) -> None:
    answer = ask(editor, latitude="1", longitude="1", **given)
    assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("publisher", 200), ("editor", 200), ("visitor", 302), ("", 302)]
)
def test_who_may_ask(who: str, status: int, trail: factories.Trail, client: Client, sign_in: Any) -> None:
    client = sign_in(who) if who else client
    for address in (reverse("trail_position"), reverse("trail_position_ground", args=["en"])):
        answer = client.get(address, {"text": "41.8755, 12.4778", "page": trail.site.pk})
        assert answer.status_code == status
        assert (status == 200) == ("login" not in answer.headers.get("Location", ""))


def test_neighbours_are_told_to_those_only_who_may_edit_there(
    trail: factories.Trail, sign_in: Any, django_user_model: Any
) -> None:
    """A translator may use the admin, and has nothing to do with the drafts of the English pages."""
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Only the admin")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client = sign_in("visitor")
    django_user_model.objects.get(username="visitor").groups.add(group)
    assert ask(client, text="41.8755, 12.4778").status_code == 200
    for where in ({"page": trail.site.pk}, {"parent": trail.region.pk}):
        answer = ask(client, text="41.8755, 12.4778", **where)
        assert answer.status_code == 302
        assert b"The cemetery" not in answer.content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(method: str, editor: Client) -> None:
    assert getattr(editor, method)(reverse("trail_position")).status_code == 405


def test_more_neighbours_cost_no_more_queries(trail: factories.Trail, editor: Client) -> None:
    counts = []
    ask(editor, text="41.8755, 12.4778", page=trail.site.pk)
    for more in (0, 12):
        for _number in range(more):
            factories.make_page(CemeteryPage, trail.region)
        with CaptureQueriesContext(connection) as queries:
            ask(editor, text="41.8755, 12.4778", page=trail.site.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_ground_is_kept_by_the_browser(editor: Client) -> None:
    address = reverse("trail_position_ground", args=["de"])
    first = editor.get(address, headers={"Accept-Encoding": "gzip"})
    ground = json.loads(gzip.decompress(first.content))
    assert "Rom" in [town[0] for town in ground["grounds"][0]["towns"]]
    assert "private" in first.headers["Cache-Control"]
    assert len(first.content) < 170_000
    again = editor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


# The form


def panel(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").select_one("[data-position-picker]")


def config(response: Any) -> dict[str, Any]:
    return json.loads(panel(response).select_one("#position-picker-config").string)


def test_the_panel_shows_where_the_place_is_and_its_neighbours(trail: factories.Trail, editor: Client) -> None:
    draft = factories.make_page(SitePage, trail.region, "Not yet public", live=False)
    elsewhere = factories.make_page(RegionPage, trail.campaign, "Naples")
    factories.make_page(SitePage, elsewhere, "In another region")
    response = editor.get(edit_address(trail.site))
    assert panel(response).select_one("[data-decimal]").text == "41.87550, 12.47780"
    assert {name for name, *_position in config(response)["neighbours"]} == {"The cemetery", draft.title}
    assert config(response)["position"] == [41.8755, 12.4778]


def test_a_new_place(trail: factories.Trail, editor: Client) -> None:
    response = editor.get(reverse("wagtailadmin_pages:add", args=["heritage", "cemeterypage", trail.region.pk]))
    assert config(response)["parent"] == trail.region.pk
    assert config(response)["position"] is None
    assert panel(response).select_one("[data-echo]").has_attr("hidden")


@pytest.mark.parametrize(
    ("pasted", "position"),
    [
        ("geo:41.5,12.6", ("41.5", "12.6")),
        ("https://www.openstreetmap.org/?mlat=-41.5&mlon=-12.6", ("-41.5", "-12.6")),
        ("", ("41.8755", "12.4778")),
    ],
)
def test_without_javascript_what_is_pasted_is_read_when_saving(
    pasted: str, position: tuple[str, str], trail: factories.Trail, editor: Client
) -> None:
    said = send_edit(editor, trail.site, position_text=pasted)
    assert said.status_code == 200
    draft = SitePage.objects.get(pk=trail.site.pk).get_latest_revision_as_object()
    assert (f"{draft.latitude.normalize()}", f"{draft.longitude.normalize()}") == position
    assert panel(said).select_one("[name=position_text]").get("value", "") == ""


def test_what_cannot_be_read_is_told_at_the_field_and_nothing_is_saved(trail: factories.Trail, editor: Client) -> None:
    said = send_edit(editor, trail.site, position_text="https://maps.app.goo.gl/abc", title="Another name")
    assert "A short link does not say where it leads" in shown(said)
    assert panel(said).select_one("[name=position_text]")["value"] == "https://maps.app.goo.gl/abc"
    assert SitePage.objects.get(pk=trail.site.pk).get_latest_revision_as_object().title == "The museum"


def test_a_pasted_position_counts_as_typed_when_publishing(trail: factories.Trail, sign_in: Any) -> None:
    said = send_edit(sign_in("publisher"), trail.site, "publish", latitude="", longitude="", position_text="41.5 12.6")
    assert said.status_code == 200
    page = SitePage.objects.get(pk=trail.site.pk)
    assert (float(page.latitude), float(page.longitude)) == (41.5, 12.6)


def test_revisions_with_positions_can_be_compared(trail: factories.Trail, editor: Client) -> None:
    send_edit(editor, trail.site, position_text="41.5 12.6")
    response = editor.get(reverse("wagtailadmin_pages:revisions_compare", args=[trail.site.pk, "live", "latest"]))
    assert "41.5" in shown(response)


def test_where_the_numbers_are_only_shown_the_map_shows_them_too(trail: factories.Trail, rf: Any) -> None:
    shown_only = [FieldPanel("latitude", read_only=True), FieldPanel("longitude", read_only=True)]
    handler = ObjectList([PositionPanel(children=shown_only)]).bind_to_model(CemeteryPage)
    request = rf.get("/")
    request.user = factories.persona("editor")
    form = handler.get_form_class()(instance=trail.cemetery, for_user=request.user, parent_page=trail.region)
    said = BeautifulSoup(handler.get_bound_panel(trail.cemetery, request, form).render_html(), "html.parser")
    settings = json.loads(said.select_one("#position-picker-config").string)
    assert (settings["editable"], settings["position"]) == (False, [41.8755, 12.4778])
    assert said.select_one("[data-pin]")["role"] == "img"
    assert not said.select("[data-act=set], [data-act=undo], input, [data-pin][tabindex]")


# Before you publish


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"latitude": 41.8, "longitude": 11.9}, {IN_THE_SEA}),
        ({"latitude": 41.8, "longitude": 11.9, "position_note": "A wreck."}, set()),
        ({"latitude": 40, "longitude": 12}, {IN_THE_SEA, FAR_FROM_REGION}),
        ({"latitude": 12.4778, "longitude": 41.8755, "position_note": "From the register."}, {FAR_FROM_REGION}),
    ],
)
def test_content_checks(values: dict[str, Any], expected: set[str], trail: factories.Trail) -> None:
    for name, value in values.items():
        setattr(trail.site, name, value)
    assert {check.code for check in content_checks(trail.site)} & {IN_THE_SEA, FAR_FROM_REGION} == expected


def test_the_picker_needs_no_other_host(trail: factories.Trail, editor: Client) -> None:
    with override_settings(DEBUG=False):
        response = editor.get(edit_address(trail.site))
    policy = response.headers["Content-Security-Policy"]
    assert "connect-src 'self';" in f"{policy};"
    for element in panel(response).select("[src], [href]"):
        assert (element.get("src") or element.get("href")).startswith(("/", "#"))
