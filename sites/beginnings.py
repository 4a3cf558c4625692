"""How a new trail begins: its first language, a home page ready to write, and where visitors find it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from sites.models import HomePage
from trail.languages.naming import UnknownLanguage, language_named


class CannotBegin(Exception):
    """A trail cannot be started; the text says why and what to do."""


@dataclass(frozen=True)
class Beginning:
    """What one has to say to begin: the trail's name, and the tag of its first language."""

    name: str
    language: str


def trail_exists() -> bool:
    """Whether there is a home page already, in any language and published or not."""
    return HomePage.objects.exists()


def language_tag(given: str) -> str:
    """The tag of a language that is given as a tag (`mi`, `pt_BR`) or by its English name (`Māori`).

    Raises `CannotBegin` with what comes near, where the language is not known.
    """
    try:
        return language_named(given)
    except UnknownLanguage as unknown:
        hint = f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""
        raise CannotBegin(
            f"“{given}” is no language that we know.{hint} Give a tag such as en, it, mi or pt-br."
        ) from unknown


@transaction.atomic
def begin_trail(beginning: Beginning, user: AbstractUser | None = None) -> HomePage:
    """Make the home page of a new trail, published so that it answers, in place of Wagtail's welcome page.

    The settings must have the same first language. Raises `CannotBegin` where there is a trail already.
    """
    if trail_exists():
        raise CannotBegin("There is a trail here already; nothing was changed.")
    if beginning.language != settings.LANGUAGE_CODE:
        raise CannotBegin(
            f"The settings say that the first language is {settings.LANGUAGE_CODE}: "
            f"set TRAIL_LANGUAGE={beginning.language}."
        )
    locale = _first_locale(beginning.language)
    _remove_welcome_page()
    root = Page.objects.get(depth=1)
    home = HomePage(
        title=beginning.name,
        trail_name=beginning.name,
        # The one text in the trail's own language that we have; the editor writes a better one.
        summary=beginning.name,
        slug="home",
        locale=locale,
        live=False,
    )
    root.add_child(instance=home)
    home.save_revision(user=user).publish(user=user)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": beginning.name},
    )
    return home


def _first_locale(tag: str) -> Locale:
    """The locale of the first language: the one that the first migration has made, renamed if need be."""
    locale = Locale.all_objects.filter(language_code=tag).first()
    if locale is not None:
        return locale
    unused = Locale.all_objects.order_by("pk").first()
    if unused is None:
        return Locale.objects.create(language_code=tag)
    # Nothing is written in it: there is no home page. The root of the tree keeps its locale by this.
    unused.language_code = tag
    unused.save()
    return unused


def _remove_welcome_page() -> None:
    """Delete the page that Wagtail's first migration makes; it is a bare `Page`, which no page of ours is."""
    plain = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    for page in Page.objects.filter(depth=2, content_type=plain, numchild=0):
        page.delete()
