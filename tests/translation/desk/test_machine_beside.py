"""A service far away is asked by the worker where there is one, and never waited for without end."""

import threading
from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from tests.factories import persona
from tests.translation.conftest import begin
from trail.background.models import Errand
from trail.translation.desk import machine

from .conftest import Screen, signed_in, translator

pytestmark = pytest.mark.django_db
NEVER = threading.Event()


class Service(BaseMachineTranslator):
    """A service that answers in capitals, fails at a call, or never answers."""

    display_name = "Service"
    calls: list[int] = []

    def translate(self, source_locale, target_locale, strings):
        self.calls.append(len(strings))
        if self.options.get("NEVER"):
            NEVER.wait()
        if len(self.calls) == self.options.get("FAILS"):
            raise ConnectionError("no route to the service")
        return {string: StringValue(f"MACHINE {string.data}") for string in strings}

    def can_translate(self, source_locale, target_locale):
        return True


@pytest.fixture
def service(settings, monkeypatch):
    def configure(**options):
        monkeypatch.setattr(Service, "calls", [])
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Service", "OPTIONS": options}

    configure()
    return configure


@pytest.fixture
def screen(trail, italian, service):
    begin(trail.home, italian)
    return Screen(persona("publisher"), begin(trail.campaign, italian))


def by_machine() -> int:
    return StringTranslation.objects.filter(translation_type="machine").count()


def press(screen: Any) -> Any:
    return screen.client.post(screen.address, {"action": "machine"})


def test_the_worker_asks_the_service(screen, work):
    response = press(screen)
    assert response["Location"].startswith("/admin/errands/")
    assert not Service.calls and not by_machine()
    assert "Under way: Translate" in screen.load()
    assert 'value="machine"' not in screen.html

    work()
    said = screen.client.get(response["Location"]).content.decode()
    assert "texts were translated by machine" in said
    assert screen.address in said
    assert by_machine() and "Under way" not in screen.load()


def test_pressing_twice_asks_once(screen, work):
    assert press(screen)["Location"] == press(screen)["Location"]
    work()
    assert len(Service.calls) == 1


def test_a_service_that_does_not_answer_is_told_by_the_worker(screen, work, service, settings):
    service(NEVER=1)
    settings.TRAIL_MACHINE_TRANSLATOR_SECONDS = 0
    response = press(screen)
    work()
    said = screen.client.get(response["Location"]).content.decode()
    assert "Service did not answer within 0 seconds. Try again later, or translate by hand." in said
    assert "Try again" in said and not by_machine()

    service()
    settings.TRAIL_MACHINE_TRANSLATOR_SECONDS = 30
    screen.client.post(response["Location"])
    work()
    assert by_machine()


def test_a_service_that_does_not_answer_is_told_at_once(screen, service, settings):
    service(NEVER=1)
    settings.TRAIL_MACHINE_TRANSLATOR_SECONDS = 0
    assert "did not answer within 0 seconds" in screen.press({}, action="machine")
    assert not by_machine()


def test_it_is_asked_for_some_at_a_time_and_what_came_is_kept(screen, work, service, monkeypatch):
    monkeypatch.setattr(machine, "TOGETHER", 2)
    service(FAILS=2)
    response = press(screen)
    work()
    assert "no route to the service" in screen.client.get(response["Location"]).content.decode()
    assert Service.calls == [2, 1] and by_machine() == 2

    service()
    screen.client.post(response["Location"])
    work()
    assert by_machine() == 3 and Service.calls == [1]


def test_whoever_may_not_edit_the_page_any_more_gets_nothing(trail, italian, service, work):
    begin(trail.home, italian)
    translation = begin(trail.campaign, italian)
    user = translator("it")
    screen = Screen(user, translation)
    press(screen)
    user.groups.clear()
    work()
    assert not by_machine()
    assert "You do not have the right" in str(Errand.objects.get().outcome)


def test_a_page_locked_meanwhile_is_left_alone(screen, work):
    response = press(screen)
    Page.objects.filter(pk=screen.page.pk).update(locked=True, locked_by=persona("administrator"))
    work()
    assert "The page is locked" in screen.client.get(response["Location"]).content.decode()
    assert not by_machine()


def test_the_editors_own_address_of_wagtail_localize_asks_nobody(screen, work):
    address = f"/admin/localize/translate/{screen.translation.pk}/machine_translate/"
    response = screen.client.post(address)
    assert response["Location"] == screen.address
    assert not Service.calls


def test_a_record_is_translated_by_the_worker_too(trail, italian, service, work):
    from trail.people.models import Organisation

    record = Organisation.objects.create(name="War Graves Commission")
    translation = begin_record(record, italian)
    client = signed_in(persona("publisher"))
    address = f"/admin/localize/translate/{translation.pk}/machine_translate/"
    response = client.post(address, {"next": "/admin/"})
    assert not Service.calls
    work()
    assert "Translated by machine." in client.get(response["Location"]).content.decode()
    assert by_machine() == 1
    assert signed_in(persona("visitor")).post(address).status_code == 302
    assert not Errand.objects.filter(user=persona("visitor")).exists()


def begin_record(record: Any, locale: Any) -> Any:
    from wagtail_localize.models import Translation
    from wagtail_localize.operations import translate_object

    translate_object(record, [locale])
    return Translation.objects.get(source__object_id=record.translation_key, target_locale=locale)
