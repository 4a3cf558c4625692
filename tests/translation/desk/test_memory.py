"""The memory: what was translated elsewhere is offered, near ones with their likeness; the work does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import String, StringTranslation

from tests.factories import persona
from tests.translation.conftest import begin, edit, enter, translated
from trail.translation.desk.entries import Strings
from trail.translation.desk.memory import near

from .conftest import Screen, translator

pytestmark = pytest.mark.django_db


def remember(translation, source: str, said: str) -> None:
    """A translation made in another place of the trail."""
    segment = translation.source.stringsegment_set.first()
    string, _new = String.objects.get_or_create(
        locale=translation.source.locale, data_hash=String._get_data_hash(source), defaults={"data": source}
    )
    StringTranslation.objects.create(
        translation_of=string,
        context=segment.context,
        locale=translation.target_locale,
        data=said,
        translation_type="manual",
    )


def test_the_same_string_elsewhere_is_offered_and_used_with_one_press(trail, italian):
    home = translated(trail.home, italian)
    enter(home, {"summary": "Un riassunto."})
    edit(trail.about, summary=trail.home.summary)
    about = begin(trail.about, italian)
    screen = Screen(translator("it"), about)
    assert "100 %" in screen.part("summary") and "Un riassunto." in screen.part("summary")
    pk = screen.segment("summary").pk
    screen.press({}, **{f"use-{pk}": "Un riassunto."})
    assert StringTranslation.objects.get(context__path="summary", context__object_id=about.source.object_id).data == (
        "Un riassunto."
    )


def test_near_strings_are_offered_with_their_likeness_and_what_differs(trail, italian):
    home = begin(trail.home, italian)
    remember(home, "What The cemetery is not, in one sentence.", "Ciò che non è.")
    remember(home, "Something quite other than that, at about the same length.", "Altro.")
    cemetery = translated(trail.cemetery, italian)
    StringTranslation.objects.filter(context__path="summary", context__object_id=cemetery.source.object_id).delete()
    screen = Screen(persona("publisher"), cemetery)
    html = screen.load(f"?near={screen.segment('summary').pk}")
    part = screen.part("summary")
    assert "Ciò che non è." in part and "Altro." not in html
    assert "<del>not" in part or "<del> not" in part
    entry = Strings(cemetery).by_path["summary"]
    assert [60 <= offer.per_cent < 100 for offer in near(cemetery, entry)][:1] == [True]


def test_the_door_for_near_strings_answers_a_piece_of_the_screen(trail, italian):
    cemetery = translated(trail.cemetery, italian)
    screen = Screen(persona("publisher"), cemetery)
    pk = screen.segment("title").pk
    html = screen.client.get(f"/admin/translation/desk/{cemetery.pk}/near/{pk}/").content.decode()
    assert "No similar text has been translated yet." in html and "<html" not in html


def test_looking_for_near_strings_asks_the_database_a_fixed_number_of_times(trail, italian):
    home = begin(trail.home, italian)
    entry = Strings(home).by_path["summary"]
    counts = []
    for number in (1, 60):
        for each in range(number):
            remember(home, f"What The trail is, in {number} {each} sentences.", f"Frase {number} {each}.")
        with CaptureQueriesContext(connection) as queries:
            assert near(home, entry)
        counts.append(len(queries))
    assert counts == [3, 3]
