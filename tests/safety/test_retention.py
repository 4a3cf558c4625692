"""What is old goes by `manage.py tidy`; what is needed stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from tests.factories import Trail, draft_of, persona
from trail.keeping.tables import kept_models
from trail.safety.audit import SIGN_INS
from trail.safety.models import Try


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def tidied(capsys: Any) -> str:
    call_command("tidy")
    return capsys.readouterr().out


def test_tries_are_kept_longer_than_the_longest_limit() -> None:
    longest = max(window for rules in settings.TRAIL_TRIES.values() for _most, window in rules)

    assert settings.TRAIL_KEEP["tries"] > longest


def test_old_tries_go(db: Any, capsys: Any) -> None:
    for days in (0.5, 1.5, 3):
        Try.objects.create(purpose="account", key="x", at=days_ago(days))

    assert "1 tries" in tidied(capsys)
    assert Try.objects.count() == 2


def test_sessions_that_have_ended_go(db: Any, capsys: Any) -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=days_ago(1))
    Session.objects.create(session_key="b", session_data="", expire_date=days_ago(-1))

    assert "1 sessions" in tidied(capsys)
    assert Session.objects.get().session_key == "b"


def test_sign_ins_go_after_their_time_and_what_was_done_stays(trail: Trail, capsys: Any) -> None:
    editor = persona("editor")
    ModelLogEntry.objects.all().delete()
    for action in ("trail.sign_in", "trail.sign_in_failed", "trail.rights"):
        for days in (10, 400):
            log(editor, action, timestamp=days_ago(days))

    tidied(capsys)

    left = ModelLogEntry.objects.exclude(action="trail.kept").values_list("action", flat=True)
    assert sorted(left) == ["trail.rights", "trail.rights", "trail.sign_in", "trail.sign_in_failed"]
    assert not ModelLogEntry.objects.filter(action__in=SIGN_INS, timestamp__lt=days_ago(365)).exists()


def test_invitations_that_nobody_took_up_go(trail: Trail, capsys: Any) -> None:
    users = get_user_model()
    for name, values in {
        "never": {"date_joined": days_ago(100)},
        "new": {"date_joined": days_ago(10)},
        "worked": {"date_joined": days_ago(100), "last_login": days_ago(99)},
        "root": {"date_joined": days_ago(100), "is_superuser": True},
        "wrote": {"date_joined": days_ago(100)},
    }.items():
        user = users.objects.create_user(name, email=f"{name}@example.org")
        users.objects.filter(pk=user.pk).update(**values)
    draft_of(trail.region, title="A name").user = users.objects.get(username="wrote")
    revision = trail.region.get_latest_revision()
    revision.user = users.objects.get(username="wrote")
    revision.save()

    tidied(capsys)

    assert set(users.objects.values_list("username", flat=True)) == {"new", "worked", "root", "wrote"}


def test_apps_that_were_never_confirmed_go(trail: Trail, capsys: Any) -> None:
    editor = persona("editor")
    for confirmed in (True, False):
        device = TOTPDevice.objects.create(user=editor, confirmed=confirmed)
        TOTPDevice.objects.filter(pk=device.pk).update(created_at=days_ago(2))
    TOTPDevice.objects.create(user=editor, confirmed=False)

    tidied(capsys)

    assert sorted(TOTPDevice.objects.values_list("confirmed", flat=True)) == [False, True]


def test_it_can_be_repeated(db: Any, capsys: Any) -> None:
    tidied(capsys)

    assert tidied(capsys).strip() == "Nothing was too old."


@pytest.mark.parametrize("label", ["safety.try", "sessions.session"])
def test_what_passes_is_in_no_backup(label: str) -> None:
    assert label not in {model._meta.label_lower for model in kept_models()}


def test_two_factor_comes_back_with_a_backup() -> None:
    kept = {model._meta.label_lower for model in kept_models()}

    assert {"otp_totp.totpdevice", "otp_static.statictoken", "safety.signinrules"} <= kept
