"""Stub catalogues: readable by gettext, found by Django's rules, written once."""

import gettext
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import to_locale

from trail.languages import catalogues
from trail.languages.cldr import known_tags

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("tag", [*known_tags(), "sr-latn", "de-ch-1996", "en"])
def test_directory_is_djangos(tag: str) -> None:
    assert catalogues.locale_directory(tag) == to_locale(tag)


@pytest.mark.parametrize(("tag", "forms"), [("ar", 6), ("it", 3), ("mi", 2), ("zh-hans", 1)])
def test_gettext_reads_a_stub(tmp_path: Path, tag: str, forms: int) -> None:
    assert catalogues.write_stubs(tmp_path, [tag]) == 1
    found = gettext.find("django", str(tmp_path), [to_locale(tag)])
    assert found
    with Path(found).open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.info()["plural-forms"].startswith(f"nplurals={forms};")
    assert catalogue.info()["content-type"] == "text/plain; charset=UTF-8"
    assert catalogue.gettext("anything") == "anything"


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    tags = ["it", "pt-br"]
    assert catalogues.write_stubs(tmp_path, tags) == 2
    path = tmp_path / "pt_BR" / "LC_MESSAGES" / "django.mo"
    before = path.stat()
    assert catalogues.write_stubs(tmp_path, tags) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    path.write_bytes(b"broken")
    assert catalogues.write_stubs(tmp_path, tags) == 1
    assert path.read_bytes() == catalogues.stub("pt-br")
    assert [file.name for file in path.parent.iterdir()] == ["django.mo"], "no temporary file stays behind"


def test_a_catalogue_with_phrases_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "it" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    real = catalogues.stub("it")[:8] + (7).to_bytes(4, "little") + catalogues.stub("it")[12:]
    path.write_bytes(real)
    assert catalogues.write_stubs(tmp_path, ["it"]) == 0
    assert path.read_bytes() == real


def test_command_needs_no_django(tmp_path: Path) -> None:
    code = (
        "import runpy, sys; sys.modules['django'] = None; sys.argv = ['catalogues', sys.argv[1]];"
        "runpy.run_module('trail.languages.catalogues', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*/LC_MESSAGES/django.mo"))) == len(known_tags())
    assert catalogues.main([]) == 2
