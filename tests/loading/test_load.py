"""Loading: all that the files say, and only what has changed."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision, Site

from sites.loading.apply import load_folder
from sites.models import CemeteryPage, HomePage, RegionPage, SitePage, StoryPage
from trail.images.models import Picture
from trail.references.models import Source

from .states import Edit, state

pytestmark = pytest.mark.django_db


def test_a_fresh_site_gets_its_pages(folder: Path, media_root: Path) -> None:
    report = load_folder(folder)
    assert len(report.pages.new) == 8
    assert not report.pages.left
    home = HomePage.objects.get()
    assert (home.trail_name, home.url_path, home.live) == ("The small trail", "/home/", True)
    assert [block.value.title for block in home.featured] == ["The gate"]
    assert [block.value.name for block in home.partners] == ["The keeper"]
    site = Site.objects.get()
    assert (site.root_page_id, site.site_name, site.hostname, site.port) == (
        home.pk,
        "The small trail",
        "localhost",
        8000,
    )
    assert Page.objects.filter(depth=2).count() == 1
    assert Page.find_problems() == ([], [], [], [], [])
    assert not Page.objects.filter(depth__gt=1, live=False).exists()


def test_facts_words_and_children_arrive(folder: Path, media_root: Path) -> None:
    load_folder(folder)
    gate = SitePage.objects.get()
    cemetery = CemeteryPage.objects.get()
    assert (str(gate.latitude), gate.position_basis, gate.position_accuracy) == ("41.875500", "estimated", 200)
    assert gate.always_open is True
    assert gate.arrival == "<p>Metro line <b>B</b>.</p>"
    assert [person.person.name for person in gate.contributions.all()] == ["The editors"]
    heading, paragraph, picture = gate.body
    assert heading.value["text"] == "What happened here"
    assert f'<a linktype="page" id="{cemetery.pk}">road</a>' in paragraph.value["text"].source
    assert [source.key for source in paragraph.value["sources"]] == ["atlas", "museum"]
    assert picture.value["picture"].title == "The gate"
    assert gate.corrections[0].value["source"].key == "atlas"
    assert gate.lead_image.dark_version.title == "The gate (dark)"
    assert (media_root / gate.lead_image.file.name).is_file()
    assert (gate.lead_image.width, gate.lead_image.height) == (12, 8)
    assert [(figure.value, figure.nation, figure.is_current) for figure in cemetery.figures.all()] == [
        (12, "", True),
        (7, "GB", True),
        (5, "IN", True),
    ]
    assert cemetery.managing_body.key == "keeper"
    region = RegionPage.objects.get()
    assert [
        (block.value["text"].source, [source.key for source in block.value["sources"]]) for block in region.introduction
    ] == [("<p>One paragraph.</p>", ["museum"]), ("<p>And <i>another</i>.</p>", [])]
    assert [(citation.source.key, citation.locator) for citation in region.citations.all()] == [("atlas", "chapter 11")]
    assert [child.slug for child in region.get_children()] == ["gate", "cemetery"]
    story = StoryPage.objects.get()
    assert str(story.earliest) == "1944-06-04"
    assert [place.place_id for place in story.places.all()] == [gate.pk]


def test_loading_twice_changes_nothing(folder: Path, media_root: Path) -> None:
    load_folder(folder)
    before = state(media_root)
    report = load_folder(folder)
    assert len(report.pages.unchanged) == 8
    assert report.sentences() == ["Nothing changed: 8 pages (8 unchanged)."]
    assert state(media_root) == before


def test_an_edit_in_one_file_updates_that_page_only(folder: Path, media_root: Path, edit: Edit) -> None:
    load_folder(folder)
    before = dict(Page.objects.values_list("pk", "last_published_at"))
    gate = SitePage.objects.get()
    ids = [block.id for block in gate.body]
    edit("war/rome/gate.en.md", "there was a fight", "there was a long fight")
    edit("war/rome/gate.en.md", "## What happened here\n", "A new beginning.\n\n## What happened here\n")
    report = load_folder(folder)
    assert report.pages.changed == ["demo/war/rome/gate.en.md"]
    assert len(report.pages.unchanged) == 7
    after = dict(Page.objects.values_list("pk", "last_published_at"))
    assert {pk for pk in after if after[pk] != before[pk]} == {gate.pk}
    gate.refresh_from_db()
    assert "long fight" in gate.body[2].value["text"].source
    assert [block.id for block in gate.body][1:] == ids
    assert gate.revisions.count() == 2


def test_what_a_file_no_longer_says_is_taken_away(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    edit("war/rome/gate.en.md", "opening: {always_open: true, checked_on: 2026-11-20}\n", "")
    edit("war/rome/gate.en.md", "authors: [editors]\n", "")
    edit("war/rome/cemetery.en.md", "  - {kind: burials, nation: GB, value: 7, source: atlas}\n", "")
    before = {figure.nation: figure.pk for figure in CemeteryPage.objects.get().figures.all()}
    load_folder(folder)
    gate = SitePage.objects.get()
    assert (gate.always_open, gate.opening_checked_on, gate.contributions.count()) == (False, None, 0)
    after = {figure.nation: figure.pk for figure in CemeteryPage.objects.get().figures.all()}
    assert after == {nation: pk for nation, pk in before.items() if nation != "GB"}


def test_an_edited_entry_of_a_list_updates_its_record_only(folder: Path, media_root: Path, edit: Edit) -> None:
    load_folder(folder)
    revisions = Revision.objects.filter(base_content_type__model="page").count()
    edit("sources.csv", "The atlas, a book", "The atlas, a thick book")
    report = load_folder(folder)
    assert (report.entries.changed, report.pages.changed) == (["source atlas"], [])
    assert Source.objects.get(key="atlas").title == "The atlas, a thick book"
    assert Revision.objects.filter(base_content_type__model="page").count() == revisions


def test_a_new_file_for_a_picture_replaces_the_old_one(
    folder: Path, media_root: Path, django_capture_on_commit_callbacks: Any
) -> None:
    load_folder(folder)
    old = Picture.objects.get(title="The gate").file.name
    path = folder / "pictures/gate.svg"
    path.write_text(path.read_text(encoding="utf-8").replace('width="12"', 'width="24"'), encoding="utf-8")
    with django_capture_on_commit_callbacks(execute=True):
        report = load_folder(folder)
    picture = Picture.objects.get(title="The gate")
    assert report.entries.changed == ["picture gate"]
    assert picture.width == 24
    assert (media_root / picture.file.name).is_file()
    assert not (media_root / old).exists()


def test_a_new_page_finds_its_place_and_the_order_of_the_editors_stays(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    text = (folder / "war/rome/gate.en.md").read_text(encoding="utf-8")
    (folder / "war/rome/bridge.en.md").write_text(text, encoding="utf-8")
    edit("war/rome/gate.en.md", "order: 1", "order: 3")
    report = load_folder(folder)
    assert (report.pages.new, report.pages.changed) == (["demo/war/rome/bridge.en.md"], ["demo/war/rome/gate.en.md"])
    region = RegionPage.objects.get()
    assert [page.slug for page in region.get_children()] == ["bridge", "cemetery", "gate"]
    gate = SitePage.objects.get(slug="gate")
    gate.move(SitePage.objects.get(slug="bridge"), pos="left")
    assert load_folder(folder).pages.is_still
    assert [page.slug for page in region.get_children()] == ["gate", "bridge", "cemetery"]


def test_a_home_page_made_by_hand_is_kept_and_the_rest_comes_below_it(folder: Path) -> None:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Mine", slug="mine", trail_name="Mine", summary="Mine.", live=True))
    Site.objects.all().delete()
    Site.objects.create(hostname="trail.example", root_page=home, is_default_site=True, site_name="Mine")
    report = load_folder(folder)
    assert report.pages.left == [("demo/index.en.md", "made in the admin")]
    home.refresh_from_db()
    assert home.trail_name == "Mine"
    assert SitePage.objects.get().url_path == "/mine/war/rome/gate/"
    assert Site.objects.get().hostname == "trail.example"
    load_folder(folder, overwrite=True)
    home.refresh_from_db()
    assert home.trail_name == "The small trail"


def test_the_command_says_what_it_did(folder: Path, edit: Edit) -> None:
    def run(*options: str) -> str:
        out = io.StringIO()
        call_command("load_trail", str(folder), *options, stdout=out)
        return out.getvalue()

    assert "Loaded 8 pages: 8 new." in run()
    assert run("--quiet") == ""
    CemeteryPage.objects.get().save_revision()
    edit("about.en.md", "Words about", "All words about")
    said = run()
    assert "Loaded 8 pages: 1 changed, 6 unchanged, 1 left alone." in said
    assert "Left alone: demo/war/rome/cemetery.en.md (changed in the admin)" in said
