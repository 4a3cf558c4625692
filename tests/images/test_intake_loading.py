"""A trail from files goes through the same door as the admin: nothing gets in by a folder that an editor could not upload."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sites.loading.faults import Faults
from sites.loading.pictures import NewFiles, check_pictures
from trail.images.models import Picture

from .files import XMP, claiming, exif, photograph, saved, svg


def record(name: str) -> Any:
    """An entry of a list of pictures."""
    return SimpleNamespace(picture_file=name, lines={}, line=3, file="pictures.yaml")


def faults_of(folder: Path, name: str) -> list[str]:
    """What the rehearsal finds in one file."""
    faults = Faults()
    known = SimpleNamespace(records={"picture": {"one": record(name)}})
    check_pictures(SimpleNamespace(folder=folder, faults=faults, known=known))
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bomb.png", claiming(30_000, "PNG"), "80 million"),
        ("half.jpg", saved(photograph())[:3000], "breaks off"),
        ("empty.jpg", b"", "empty"),
        ("drawing.svg", svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "entities"),
    ],
)
def test_the_rehearsal_names_what_the_door_refuses(name: str, content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (fault,) = faults_of(tmp_path, name)
    assert words in fault
    assert name in fault


@pytest.mark.django_db
def test_what_is_stored_is_what_came_through_the_door(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(photograph(), exif=exif(), xmp=XMP.encode()))
    (tmp_path / "b.svg").write_bytes(svg("<script>alert(1)</script>"))
    stored = []
    for name in ("a.jpg", "b.svg"):
        files, picture = NewFiles(), Picture(title=name)
        assert files.store(picture, tmp_path, record(name))
        picture.save()
        files.stored(picture)
        stored.append(picture)
        # A second load of the same file writes nothing, so that taking back deletes nothing.
        again = NewFiles()
        assert not again.store(picture, tmp_path, record(name))
        again.remove()
        assert picture.file.storage.exists(picture.file.name)
    photo, drawing = (picture.file.open("rb").read() for picture in stored)
    assert b"GPS" not in photo
    assert b"alert" not in drawing
    assert all(picture.dominant_colour for picture in stored)


@pytest.mark.django_db
def test_a_load_that_is_taken_back_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved(photograph()))
    files, picture = NewFiles(), Picture(title="a")
    files.store(picture, tmp_path, record("a.jpg"))
    picture.save()
    files.stored(picture)
    name, storage = picture.file.name, picture.file.storage
    files.remove()
    assert not storage.exists(name)
