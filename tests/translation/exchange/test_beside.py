"""Where a worker runs, an import is its work: nobody waits for it, and its outcome is told."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail_localize.models import StringTranslation

from tests.factories import persona
from tests.translation.conftest import edit
from trail.background.models import Errand
from trail.translation.exchange import beside
from trail.translation.exchange.entering import TOOL

from .conftest import po, translator

pytestmark = pytest.mark.django_db
DOOR = "/admin/translations/exchange/"


@pytest.fixture
def pressed(cemetery: Any, client: Any, work: Any) -> str:
    """A file with one new text was uploaded, and its import asked for; the address of its report."""
    client.force_login(translator("it"))
    text = po(cemetery).replace("it: What The cemetery", "Dal file")
    file = SimpleUploadedFile("it.po", text.encode())
    shown = client.post(DOOR, {"locale": "it", "file": file}, follow=True)
    address = shown.redirect_chain[-1][0]
    client.post(address, {"fingerprint": shown.context["report"].fingerprint})
    return address


def entered() -> int:
    return StringTranslation.objects.filter(tool_name=TOOL).count()


def test_the_press_leaves_it_to_the_worker_and_the_page_tells_what_became_of_it(pressed, client, work):
    waiting = client.get(pressed, follow=True)
    assert "Import “it.po” into Italian" in waiting.content.decode()
    assert waiting["Refresh"] == "3"
    assert entered() == 0

    work()
    done = client.get(pressed, follow=True)
    assert "1 text was imported." in done.content.decode()
    assert "Refresh" not in done
    assert entered() == 1


def test_pressing_twice_imports_once(pressed, client, work):
    client.post(pressed, {"fingerprint": "another"})
    work()

    assert entered() == 1
    assert DBTaskResult.objects.count() == 1


def test_a_task_that_is_done_twice_imports_once(pressed, work):
    work()
    StringTranslation.objects.filter(tool_name=TOOL).delete()
    DBTaskResult.objects.update(status=TaskResultStatus.READY)
    work()

    assert entered() == 0


def test_a_report_that_became_old_meanwhile_is_shown_anew(pressed, trail, client, work):
    edit(trail.cemetery, summary="Something else stands here now.")
    work()
    told = client.get(f"/admin/errands/{Errand.objects.get().pk}/").content.decode()
    shown = client.get(pressed, follow=True).content.decode()

    assert "Meanwhile something has changed here" in told
    assert f'href="{pressed}"' in told and "Try again" not in told
    assert "Import what is right" in shown or "nothing to import" in shown
    assert entered() == 0


def test_an_import_that_fails_is_told_and_left_undone(pressed, client, work, monkeypatch):
    def breaks(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(beside, "enter", breaks)
    work()

    assert "broke off through a fault" in client.get(f"/admin/errands/{Errand.objects.get().pk}/").content.decode()
    assert "What the files bring" in client.get(pressed).content.decode()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_somebody_who_may_not_any_more_imports_nothing(pressed, client, work):
    from django.contrib.auth import get_user_model

    get_user_model().objects.get(username="translator-it").groups.clear()
    work()

    assert entered() == 0


def test_nobody_else_sees_the_outcome_nor_the_way_to_it(pressed, client, work):
    work()
    token = pressed.rstrip("/").rpartition("/")[2]
    client.force_login(persona("administrator"))

    assert "not kept any more" in client.get(pressed, follow=True).content.decode()
    assert token not in client.get("/admin/reports/background/").content.decode()
