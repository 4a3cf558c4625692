"""What was done in the admin is left alone by a load, unless it is told otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest
from wagtail.models import Page

from sites.loading.apply import load_folder
from sites.loading.faults import LoadRefused
from sites.models import CemeteryPage, RegionPage, SitePage, StoryPage
from trail.images.models import Picture
from trail.references.models import Source

from .states import Edit, state

pytestmark = pytest.mark.django_db


def _save_draft(page: Page) -> None:
    page.save_revision()


def _publish(page: Page) -> None:
    page.summary = "Written in the admin."
    page.save_revision().publish()


def _unpublish(page: Page) -> None:
    page.unpublish()


def _rename(page: Page) -> None:
    page.slug = "another"
    page.save_revision().publish()


def _move(page: Page) -> None:
    page.move(StoryPage.objects.get().get_parent(), pos="last-child")


def _delete(page: Page) -> None:
    page.delete()


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (_save_draft, "changed in the admin"),
        (_publish, "changed in the admin"),
        (_rename, "changed in the admin"),
        (_unpublish, "unpublished in the admin"),
        (_move, "moved or renamed in the admin"),
        (_delete, "deleted in the admin"),
    ],
)
def test_what_was_done_in_the_admin_is_left_alone_unless_told(
    folder: Path, media_root: Path, edit: Edit, act: Callable[[Page], None], reason: str
) -> None:
    load_folder(folder)
    act(CemeteryPage.objects.get())
    edit("war/rome/gate.en.md", "[road](/war/rome/cemetery/)", "road")
    load_folder(folder)
    edit("war/rome/cemetery.en.md", "They lie here", "They all lie here")
    before = state(media_root)
    report = load_folder(folder)
    assert report.pages.left == [("demo/war/rome/cemetery.en.md", reason)]
    assert f"Left alone: demo/war/rome/cemetery.en.md ({reason})" in report.sentences()
    assert state(media_root) == before

    report = load_folder(folder, overwrite=True)
    assert not report.pages.left
    page = CemeteryPage.objects.get()
    assert (page.live, page.url_path, page.summary) == (True, "/home/war/rome/cemetery/", "Graves under the wall.")
    assert "They all lie here" in page.body[0].value["text"].source
    assert Page.find_problems() == ([], [], [], [], [])
    assert load_folder(folder).pages.is_still


def test_a_link_to_a_page_deleted_in_the_admin_is_a_fault(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    CemeteryPage.objects.get().delete()
    edit("war/rome/gate.en.md", "a fight", "two fights")
    with pytest.raises(LoadRefused) as refused:
        load_folder(folder)
    assert [str(fault) for fault in refused.value.faults] == [
        (
            "demo/war/rome/gate.en.md: The page /war/rome/cemetery/ was deleted in the admin – "
            "load with --overwrite, or take the link out"
        )
    ]


def test_pages_below_a_page_deleted_in_the_admin_are_not_made_again(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    for name in ("index.en.md", "war/index.en.md", "stories/the-entry.en.md"):
        text = (folder / name).read_text(encoding="utf-8")
        for old in ("featured: [/war/rome/gate/]\n", "See [Rome](/war/rome/) and [the gate](/war/rome/gate/).",
                    "places: [/war/rome/gate/]\n"):  # fmt: skip
            text = text.replace(old, "Words." if "[" in old and old.startswith("See") else "")
        (folder / name).write_text(text, encoding="utf-8")
    load_folder(folder)
    RegionPage.objects.get().delete()
    (folder / "war/rome/new.en.md").write_text(
        (folder / "war/rome/gate.en.md").read_text(encoding="utf-8").replace("order: 1", "order: 3"), encoding="utf-8"
    )
    report = load_folder(folder)
    assert {reason for _name, reason in report.pages.left} == {
        "deleted in the admin",
        "the page above it was deleted in the admin",
    }
    assert not SitePage.objects.exists()


def test_a_page_whose_file_is_gone_is_left_alone_and_named(folder: Path, media_root: Path) -> None:
    load_folder(folder)
    (folder / "about.en.md").unlink()
    before = state(media_root)
    report = load_folder(folder)
    assert report.pages.left == [("demo/about.en.md", "its file is gone")]
    assert state(media_root) == before


def test_a_page_made_in_the_admin_at_the_same_address_is_left_alone(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    region = RegionPage.objects.get()
    region.add_child(instance=SitePage(title="By hand", slug="bridge", kind="landmark", live=False))
    text = (folder / "war/rome/gate.en.md").read_text(encoding="utf-8")
    (folder / "war/rome/bridge.en.md").write_text(text.replace("order: 1", "order: 3"), encoding="utf-8")
    report = load_folder(folder)
    assert report.pages.left == [("demo/war/rome/bridge.en.md", "made in the admin")]
    assert SitePage.objects.get(slug="bridge").title == "By hand"
    load_folder(folder, overwrite=True)
    assert SitePage.objects.get(slug="bridge").title == "The gate"


def test_records_changed_in_the_admin_are_left_alone_unless_told(folder: Path, edit: Edit) -> None:
    load_folder(folder)
    Source.objects.filter(key="atlas").update(title="By hand")
    Picture.objects.filter(title="The gate").update(creator="By hand")
    edit("sources.csv", "The atlas, a book", "The atlas")
    report = load_folder(folder)
    assert report.entries.left == [("picture gate", "changed in the admin"), ("source atlas", "changed in the admin")]
    assert Source.objects.get(key="atlas").title == "By hand"
    load_folder(folder, overwrite=True)
    assert Source.objects.get(key="atlas").title == "The atlas"
    assert Picture.objects.get(title="The gate").creator == "Somebody"
    assert load_folder(folder).entries.is_still


def test_a_record_made_in_the_admin_is_used_and_left_alone(folder: Path) -> None:
    Source.objects.create(key="atlas", title="By hand")
    report = load_folder(folder)
    assert report.entries.left == [("source atlas", "made in the admin")]
    assert SitePage.objects.get().citations.get().source.title == "By hand"
