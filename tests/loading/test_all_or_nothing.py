"""A load that cannot be finished leaves nothing behind."""

from pathlib import Path
from typing import Any

import pytest

from sites.loading import apply
from sites.loading.apply import load_folder
from sites.loading.faults import LoadRefused
from sites.models import LoadedRecord
from trail.images.models import Picture

from .states import Edit, state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fails_at", [1, 5])
def test_a_failure_in_the_middle_leaves_nothing(
    folder: Path, media_root: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    before = state(media_root)
    calls = []
    genuine = apply.fill

    def failing(*args: Any) -> None:
        calls.append(args)
        if len(calls) == fails_at:
            raise RuntimeError("the power went")
        genuine(*args)

    monkeypatch.setattr(apply, "fill", failing)
    with pytest.raises(RuntimeError):
        load_folder(folder)
    assert len(calls) == fails_at
    assert state(media_root) == before
    assert not LoadedRecord.objects.exists()
    monkeypatch.undo()
    assert len(load_folder(folder).pages.new) == 8


def test_a_file_half_written_is_taken_away(folder: Path, media_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_written(storage: Any, name: str, content: Any) -> str:
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<sv")
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", half_written)
    with pytest.raises(OSError, match="No space"):
        load_folder(folder)
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_a_publishing_rule_stops_the_whole_load(folder: Path, media_root: Path, edit: Edit) -> None:
    edit("pictures.yaml", "  creator: Somebody\n", "")
    before = state(media_root)
    with pytest.raises(LoadRefused) as refused:
        load_folder(folder)
    faults = list(refused.value.faults)
    assert ("demo/war/rome/gate.en.md", 7) in [(fault.file, fault.line) for fault in faults]
    # It is also the portrait of those who wrote the other pages.
    assert all("no creator and no credit line" in fault.message for fault in faults)
    assert state(media_root) == before


def test_the_files_do_not_take_the_credit_of_a_picture_on_public_pages(
    folder: Path, media_root: Path, edit: Edit
) -> None:
    load_folder(folder)
    edit("pictures.yaml", "  creator: Somebody\n", "")
    with pytest.raises(LoadRefused) as refused:
        load_folder(folder)
    fault = next(iter(refused.value.faults))
    assert fault.file == "demo/pictures.yaml" and "needs a creator or a credit line" in fault.message
    assert "<a" not in fault.message and Picture.objects.get(title="The gate").creator == "Somebody"
