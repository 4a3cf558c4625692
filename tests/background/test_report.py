"""The report “Background work”: for administrators, with a button that tries again."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.factories import make_picture
from trail.images.ahead import make_files_of_page, make_files_of_picture

from . import chores
from .test_mail import ADDRESS, refuse

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/background/"


def test_administrators_see_what_failed_and_why_and_try_it_again(work, settings, sign_in, mailoutbox):
    refuse(settings, smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}))
    send_mail("Invitation", "a secret link", None, [ADDRESS])
    work()
    admin = sign_in("administrator")
    page = admin.get(REPORT).content.decode()
    assert "Deliver a mail" in page
    assert f"{ADDRESS}: Invitation" in page
    assert "no such user" in page
    assert "a secret link" not in page

    settings.TRAIL_MAIL_DELIVERY = "django.core.mail.backends.locmem.EmailBackend"
    answer = admin.post(reverse("background_again", args=[DBTaskResult.objects.get().pk]), follow=True)
    assert "The worker tries again: 1." in answer.content.decode()
    work()
    assert len(mailoutbox) == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_all_that_failed_is_tried_again_at_a_press_and_nothing_else(work, sign_in):
    chores.done.clear()
    for _number in range(2):
        chores.give_up.enqueue()
    work()
    succeeded = DBTaskResult.objects.get(pk=chores.note.enqueue("once").id)
    work()
    sign_in("administrator").post(reverse("background_all_again"))

    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 2
    succeeded.refresh_from_db()
    assert succeeded.status == TaskResultStatus.SUCCESSFUL


def test_what_has_gone_meanwhile_is_said(work, sign_in):
    task = chores.note.enqueue("x")
    answer = sign_in("administrator").post(reverse("background_again", args=[task.id]), follow=True)

    assert "not among what failed any more" in answer.content.decode()


@pytest.mark.parametrize("who", ["publisher", "editor", "visitor"])
def test_others_neither_see_nor_press(who, work, sign_in):
    chores.give_up.enqueue()
    work()
    client = sign_in(who)
    assert client.get(REPORT).status_code == 302
    client.post(reverse("background_all_again"))

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert REPORT not in client.get("/admin/", follow=True).content.decode()


def test_administrators_find_it_in_the_menu(sign_in):
    assert REPORT in sign_in("administrator").get("/admin/").content.decode()


def test_a_button_is_no_link(work, sign_in):
    assert sign_in("administrator").get(reverse("background_all_again")).status_code == 405


def test_a_worker_that_is_missing_is_noticed(work, sign_in):
    admin = sign_in("administrator")
    chores.note.enqueue("x")
    assert "Is the worker running?" not in admin.get(REPORT).content.decode()

    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert "Is the worker running?" in admin.get(REPORT).content.decode()


def test_without_a_worker_the_report_says_so(sign_in: Any):
    assert "no worker is set up" in sign_in("administrator").get(REPORT).content.decode()


def test_the_cost_does_not_grow_with_the_tasks(work, sign_in, django_assert_max_num_queries):
    admin = sign_in("administrator")
    for number in range(30):
        send_mail(f"Mail {number}", "…", None, [ADDRESS])
    admin.get(REPORT)
    with django_assert_max_num_queries(20):
        admin.get(REPORT)


def test_pages_and_pictures_are_named_with_the_same_queries_for_one_and_for_many(
    by_worker, sign_in, trail, django_assert_max_num_queries
):
    pictures = [make_picture(f"The abbey {number}") for number in range(3)]
    for number, picture in enumerate(pictures):
        make_files_of_page.enqueue(trail.about.pk)
        make_files_of_picture.enqueue(picture.pk, ["width-320"])
        if number == 0:
            admin = sign_in("administrator")
            admin.get(REPORT)
            with CaptureQueriesContext(connection) as one:
                page = admin.get(REPORT).content.decode()
    assert trail.about.title in page and "The abbey 0" in page
    with django_assert_max_num_queries(len(one)):
        page = admin.get(REPORT).content.decode()
    assert "The abbey 2" in page
    pictures[0].delete()
    assert admin.get(REPORT).status_code == 200
