"""A trail in two languages that shows whatever pages can depend on."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Locale, Page

from sites.models import (
    CampaignPage,
    CemeteryPage,
    HomePage,
    RegionPage,
    SitePage,
    StandardPage,
    StoryIndexPage,
    StoryPage,
    StoryPlace,
)
from tests.factories import Trail, add_figure, cite, make_page, make_picture, make_source, make_trail
from trail.people.models import Contribution, Organisation, Person


@dataclass
class TwoLanguages:
    """The English pages by name, the Italian ones under the same names, and records that they show."""

    trail: Trail
    en: dict[str, Any] = field(default_factory=dict)
    it: dict[str, Any] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> list[Any]:
        """All pages that are still there, as the database has them."""
        known = [*self.en.values(), *self.it.values()]
        return [page.specific for page in Page.objects.filter(pk__in=[each.pk for each in known]).order_by("pk")]


def make_two() -> TwoLanguages:
    """Two regions with three places, stories told at them, figures, sources, pictures, people; half of it in Italian."""
    trail = make_trail()
    two = TwoLanguages(trail)
    two.en = {
        "home": trail.home,
        "campaign": trail.campaign,
        "rome": trail.region,
        "museum": trail.site,
        "cemetery": trail.cemetery,
        "stories": trail.stories,
        "june": trail.story,
        "about": trail.about,
    }
    two.en["anzio"] = make_page(RegionPage, trail.campaign, "Anzio", slug="anzio", when="1944-01")
    two.en["beach"] = make_page(
        SitePage, two.en["anzio"], "The beach", slug="beach", latitude="41.45", longitude="12.62", kind="battlefield"
    )
    two.en["january"] = make_page(StoryPage, trail.stories, "The landing", slug="landing", when="1944-01-22")
    _records(two)
    _italian(two)
    return two


def _records(two: TwoLanguages) -> None:
    source, picture = make_source("A register"), make_picture("A photograph")
    person = Person.objects.create(name="Ada Writer", locale=two.trail.home.locale)
    keeper = Organisation.objects.create(name="The keeper", locale=two.trail.home.locale)
    two.records = {"source": source, "picture": picture, "person": person, "keeper": keeper}
    for name in ("museum", "about"):
        page = two.en[name]
        page.lead_image, page.lead_image_alt = picture, "What is seen"
        page.body = [
            (
                "paragraph",
                {"text": f'<p>See <a linktype="page" id="{two.en["beach"].pk}">it</a>.</p>', "sources": [source]},
            )
        ]
        page.save()
        cite(page, source)
    cemetery = two.en["cemetery"]
    cemetery.managing_body = keeper
    cemetery.save()
    add_figure(cemetery, 426, source=source)
    Contribution.objects.create(page=two.en["museum"], person=person, role=Contribution.Role.AUTHOR)
    StoryPlace.objects.create(story=two.en["june"], place=two.en["museum"], sort_order=0)
    StoryPlace.objects.create(story=two.en["january"], place=two.en["beach"], sort_order=0)
    home = two.en["home"]
    home.featured = [("page", two.en["museum"])]
    home.save()


def _italian(two: TwoLanguages) -> None:
    italian = Locale.objects.create(language_code="it")

    def translated(model: type[Page], name: str, parent: Any, **values: Any) -> None:
        original = two.en[name]
        page = model(
            title=f"{original.title} (it)",
            slug=f"{original.slug}-it",
            locale=italian,
            translation_key=original.translation_key,
            live=True,
            summary="In una frase.",
            **values,
        )
        two.it[name] = parent.add_child(instance=page)

    translated(HomePage, "home", two.trail.root, trail_name="Il percorso")
    home = two.it["home"]
    telling = [("paragraph", {"text": "<p>Come iniziò.</p>", "sources": []})]
    translated(CampaignPage, "campaign", home, when="1943/1945", introduction=telling)
    translated(RegionPage, "rome", two.it["campaign"], when="1944-06", introduction=telling)
    place = {"latitude": "41.8755", "longitude": "12.4778"}
    translated(SitePage, "museum", two.it["rome"], kind="museum", **place)
    translated(CemeteryPage, "cemetery", two.it["rome"], **place)
    translated(StoryIndexPage, "stories", home)
    translated(StoryPage, "june", two.it["stories"], when="1944-06-04")
    translated(StandardPage, "about", home, show_in_menus=True)
    StoryPlace.objects.create(story=two.it["june"], place=two.en["museum"], sort_order=0)
