"""Machine translation: only where it is configured, marked until a person has read it, and never published unread."""

import pytest
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from tests.factories import persona
from tests.translation.conftest import edit, target, translated
from trail.translation.desk.machine import check_translator

from .conftest import Screen

pytestmark = pytest.mark.django_db


class Parrot(BaseMachineTranslator):
    """A service that says everything in capitals."""

    display_name = "Parrot"

    def translate(self, source_locale, target_locale, strings):
        if self.options.get("FAILS"):
            raise ConnectionError("no route to the service")
        broken = '<a id="a9">x</a>' if self.options.get("BREAKS") else ""
        return {string: StringValue(broken or f"MACHINE {string.data}") for string in strings}

    def can_translate(self, source_locale, target_locale):
        return True


@pytest.fixture
def parrot(settings):
    def configure(**options):
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": "tests.translation.desk.test_machine.Parrot", "OPTIONS": options,
        }  # fmt: skip

    return configure


@pytest.fixture
def one_new(trail, italian):
    """A translated page whose source has got one sentence more."""
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, parking="Along the road.")
    return translation


def test_without_a_service_there_is_no_button_and_no_way(one_new):
    screen = Screen(persona("publisher"), one_new)
    assert 'value="machine"' not in screen.html
    screen.press({}, action="machine")
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


def test_what_the_machine_says_is_marked_and_not_published_until_it_is_read(one_new, parrot):
    parrot()
    screen = Screen(persona("publisher"), one_new)
    assert "Translate the rest with Parrot" in screen.html.replace("\n", " ").replace("  ", "")
    assert "1 text was translated by machine" in screen.press({}, action="machine")
    assert "Machine translation, not yet read by anybody." in screen.part("parking")
    html = screen.press({}, action="publish")
    assert "nobody has read it yet" in html and not target(one_new).parking
    screen.press({}, confirm=str(screen.segment("parking").pk))
    assert "not yet read" not in screen.part("parking")
    assert "Published" in screen.press({}, action="publish")
    assert "MACHINE" in target(one_new).parking


def test_who_puts_it_right_has_read_it(one_new, parrot):
    parrot()
    screen = Screen(persona("publisher"), one_new)
    screen.press({}, action="machine")
    screen.press({"parking": "Lungo la strada."})
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


@pytest.mark.parametrize(("options", "said"), [({"FAILS": 1}, "no route to the service"), ({"BREAKS": 1}, "0 texts")])
def test_a_service_that_fails_breaks_nothing(one_new, parrot, options, said):
    parrot(**options)
    screen = Screen(persona("publisher"), one_new)
    assert said in screen.press({}, action="machine")
    assert not StringTranslation.objects.filter(translation_type="machine").exists()


def test_a_service_that_is_none_is_told_of_and_breaks_no_screen(one_new, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "nowhere.Nobody"}
    assert "TRAIL_MACHINE_TRANSLATOR" in check_translator()[0].msg
    assert 'value="machine"' not in Screen(persona("publisher"), one_new).html
