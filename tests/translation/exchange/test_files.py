"""What may hide in an upload."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from trail.translation.exchange import files
from trail.translation.exchange.files import unpack

PO = b'msgid ""\nmsgstr "Language: it\\n"\n'


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def fault(content: bytes) -> str:
    found = unpack("it.zip", content)
    assert not found.texts
    return found.faults[0][1]


def test_a_zip_gives_its_po_files_and_names_what_it_passes_over():
    found = unpack("it.zip", zipped(("a/b.po", PO), ("glossary.csv", b"x"), ("__MACOSX/a/._b.po", b"\0"), ("d/", b"")))
    assert (list(found.texts), found.passed_over, found.faults) == (["a/b.po"], ["glossary.csv"], [])


@pytest.mark.parametrize("name", ["../a.po", "/etc/a.po", "a/../../b.po", "C:/a.po", "..\\a.po"])
def test_a_name_that_leads_out_refuses_the_zip(name):
    assert "leads out of it" in fault(zipped(("good.po", PO), (name, PO)))


def test_a_bomb_is_not_unpacked():
    assert "times its size" in fault(zipped(("bomb.po", PO + b" " * 30_000_000)))


def test_a_zip_that_lies_about_its_sizes_is_measured_while_it_is_unpacked():
    packed = bytearray(zipped(("bomb.po", PO + b" " * 30_000_000)))
    central = packed.rindex(b"PK\x01\x02")
    packed[central + 24 : central + 28] = struct.pack("<I", 100)
    assert fault(bytes(packed))


def test_limits(monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 2)
    assert "more than 2 files" in fault(zipped(*((f"{number}.po", PO) for number in range(3))))
    monkeypatch.setattr(files, "MAX_UPLOAD", 10)
    assert "larger than" in fault(PO)


def test_all_files_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED", 3 * len(PO) - 1)
    assert "larger than" in fault(zipped(*((f"{number}.po", PO) for number in range(3))))


@pytest.mark.parametrize("cut", [10, 60, -10, -30])
def test_a_broken_zip_is_said_to_be_broken(cut):
    assert "broken" in fault(zipped(("a.po", PO), ("b.po", PO))[:cut])


def test_a_password_two_files_of_one_name_and_nothing_in_it():
    packed = bytearray(zipped(("a.po", PO)))
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    assert "password" in fault(bytes(packed))
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(("a.po", PO), ("a.po", PO))
    assert "two files of the name" in fault(twice)
    assert "no PO file in the zip" in fault(zipped(("a.txt", b"x")))


def test_one_bad_file_does_not_spoil_the_others():
    found = unpack("it.zip", zipped(("a.po", PO), ("b.po", b"\xff\xfe"), ("c.po", b"")))
    assert list(found.texts) == ["a.po"] and [name for name, _why in found.faults] == ["b.po", "c.po"]
