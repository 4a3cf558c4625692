"""A live Italian cemetery with a text of two paragraphs, and how its file is made and taken in."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import Translation

from tests.factories import PASSWORD, Trail
from tests.translation.conftest import edit, italian, trail, translated  # noqa: F401  (fixtures of the neighbours)
from trail.accounts.roles import ensure_roles, translator_role
from trail.translation.exchange.comparing import Report, compare
from trail.translation.exchange.entering import Entered, enter
from trail.translation.exchange.reading import contents_of
from trail.translation.exchange.writing import Wanted, export

LINK = '<p>The <a href="https://example.org/">gate</a> of %(place)s &amp; more.</p>'
BODY = [
    ("heading", {"text": "What to see", "level": "2"}),
    ("paragraph", {"text": "<p>First words.</p><p>Second words.</p>", "sources": []}),
    ("paragraph", {"text": LINK, "sources": []}),
]


@pytest.fixture
def cemetery(trail: Trail, italian: Locale) -> Translation:
    """The Italian translation of a cemetery, live and complete."""
    trail.cemetery = edit(trail.cemetery, body=BODY)
    return translated(trail.cemetery, italian)


def po(translation: Translation, wanted: Wanted = Wanted.ALL) -> str:
    """The file of one page."""
    return export(translation.target_locale, [translation.source.object_id], wanted).as_one()


def report(text: str | bytes, locale: Locale, user: Any = None, name: str = "it.po") -> Report:
    """What is said of a file."""
    content = text if isinstance(text, bytes) else text.encode()
    return compare(contents_of(name, content, locale), locale, user)


def take_in(text: str, locale: Locale, user: Any = None, **more: Any) -> Entered:
    """Import a file; what is asked about is left out unless `ticked` says otherwise."""
    return enter("it.po", text.encode(), locale, user, **{"ticked": [], **more})


def translator(tag: str = "it") -> Any:
    """Somebody who may change the tree of one language and nothing else."""
    ensure_roles()
    group, is_new = Group.objects.get_or_create(name=translator_role(tag))
    if is_new:
        group.permissions.add(*Group.objects.get(name="Editor").permissions.filter(codename="access_admin"))
        for home in Page.objects.filter(depth=2, locale__language_code=tag):
            GroupPagePermission.objects.create(group=group, page=home, permission_type="change")
    user = get_user_model().objects.create_user(f"translator-{tag}", email=f"{tag}@example.org", password=PASSWORD)
    user.groups.add(group)
    return user
