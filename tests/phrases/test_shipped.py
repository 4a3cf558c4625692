"""The catalogues that ship: complete, and with every placeholder, or a page would break in that language alone."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override, pgettext

from trail.languages.catalogues import write_shipped
from trail.phrases.extraction import as_bytes, begun, collect, merged

BASE = Path(settings.BASE_DIR)
SHIPPED = ("ar", "de", "fr", "it", "pl")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?[a-z][^>]*>")


def catalogue(language: str) -> Catalog:
    with (BASE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
        return read_po(stream)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return collect(BASE)


def test_phrases_are_found_in_templates_and_in_code(template):
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in template if message.id}
    assert {"Skip to the text", "War cemetery", "Not here", "Always open"} <= found
    assert {message.context for message in template if message.id} == {"trail"}


@pytest.mark.parametrize("language", SHIPPED)
def test_a_shipped_catalogue_is_complete_and_keeps_every_placeholder(language, template):
    shipped = catalogue(language)
    assert {(m.id, m.context) for m in shipped if m.id} == {(m.id, m.context) for m in template if m.id}
    for message in shipped:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        ours = message.id if isinstance(message.id, tuple) else (message.id,)
        theirs = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(ours[-1]))
        for said in theirs:
            assert said, f"{language}: {message.id} is not translated"
            assert set(PLACEHOLDER.findall(said)) <= wanted, f"{language}: {said}"
            assert wanted - set(PLACEHOLDER.findall(said)) <= {"count", "counter"}, f"{language}: {said}"
            assert sorted(TAG.findall(said)) == sorted(TAG.findall(ours[-1])), f"{language}: {said}"


@pytest.mark.parametrize("language", SHIPPED)
def test_a_reader_is_spoken_to_in_the_language(language):
    with override(language):
        assert pgettext("trail", "Skip to the text") == catalogue(language).get("Skip to the text", "trail").string


def test_a_changed_phrase_makes_a_catalogue_stale_and_keeps_what_was_said(tmp_path, template):
    path = tmp_path / "django.po"
    path.write_bytes(as_bytes(catalogue("it")))
    assert as_bytes(merged(template, path)) == path.read_bytes()
    other = Catalog()
    other.add("Skip to the text", context="trail")
    other.add("A phrase nobody has seen", context="trail")
    stale = merged(other, path)
    assert as_bytes(stale) != path.read_bytes()
    assert stale.get("Skip to the text", context="trail").string
    assert not stale.get("A phrase nobody has seen", context="trail").string


def test_a_new_catalogue_has_every_phrase_and_the_plural_forms_of_its_language(template):
    slovene = begun(template, "sl")
    assert len(slovene) == len(template) and slovene.num_plurals == 4


def test_the_shipped_catalogues_are_compiled_beside_the_stubs(tmp_path):
    assert write_shipped(tmp_path, BASE / "locale") == len(SHIPPED)
    assert (tmp_path / "it" / "LC_MESSAGES" / "django.mo").stat().st_size > 10_000
