"""The first page of a language, Wagtail's site record, and the page that Wagtail itself put there."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from ..models import HomePage


def welcome_page(root: Page) -> Page | None:
    """Wagtail's “Welcome” page of a fresh installation: a bare page below the root that nobody has touched."""
    for page in Page.objects.child_of(root).filter(numchild=0, latest_revision=None):
        if page.specific_class is Page:
            return page
    return None


def standing_home(root: Page, locale: Locale) -> Page | None:
    """The home page of a language, whoever made it."""
    return HomePage.objects.child_of(root).filter(locale=locale).first()


def make_room(root: Page) -> Page | None:
    """Give the welcome page another slug, so that the home page can have its own; returns it."""
    welcome = welcome_page(root)
    if welcome is not None:
        Page.objects.filter(pk=welcome.pk).update(slug=f"welcome-{welcome.pk}", url_path=f"/welcome-{welcome.pk}/")
    return welcome


def home_slug(root: Page, language: str, is_source: bool) -> str:
    """“home” for the source language, “home-it” for others; it is no part of any address."""
    wanted = "home" if is_source else f"home-{language}"
    taken = set(Page.objects.child_of(root).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def settle_site(home: Page, welcome: Page | None) -> None:
    """Make `home` the root of the default site where there is none yet, and remove the welcome page."""
    site = Site.objects.filter(is_default_site=True).first()
    is_fresh = site is None or (welcome is not None and site.root_page_id == welcome.pk)
    if is_fresh:
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        site = site or Site(is_default_site=True)
        site.root_page = home
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = HomePage.objects.get(pk=home.pk).trail_name
        site.save()
    if welcome is not None and not Site.objects.filter(root_page=welcome).exists():
        welcome.delete()
