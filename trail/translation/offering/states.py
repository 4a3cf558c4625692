"""How each language of the trail stands, for the table in the admin: a fixed number of queries, however many there are."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from trail.accounts.roles import translator_role
from trail.languages.cldr import endonym, is_rtl, name_in, sort_key
from trail.languages.models import TakenDown, TrailLanguage

FIRST, OFFERED, WITHDRAWN, DRAFT, HOMELESS = "first", "offered", "withdrawn", "draft", "homeless"


@dataclass(frozen=True)
class LanguageState:
    """One language of the trail as the administrator sees it."""

    tag: str
    name: str
    own_name: str
    is_rtl: bool
    state: str
    live: int
    drafts: int
    of: int
    translators: int
    group: Group | None
    home: Page | None
    language: TrailLanguage | None
    down: int

    @property
    def words(self) -> str:
        """Whether visitors are offered it, and why."""
        return {
            FIRST: _("Offered to visitors. The trail's first language."),
            OFFERED: _("Offered to visitors: its home page is live."),
            WITHDRAWN: _("Withdrawn: visitors are not offered it, all work is kept."),
            DRAFT: _("Not offered yet: its home page is a draft."),
            HOMELESS: _("Not offered: it has no home page."),
        }[self.state]

    @property
    def is_offered(self) -> bool:
        """Whether visitors find it in the switcher."""
        return self.state == OFFERED or (self.state == FIRST and bool(self.home and self.home.live))

    @property
    def is_complete(self) -> bool:
        """Whether translators can work on it: nothing of what adding a language makes is missing."""
        return self.state == FIRST or bool(self.home and self.group and self.language)

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was withdrawn, if it is."""
        return self.language.withdrawn_at if self.language else None

    @property
    def needs_another_try(self) -> bool:
        """Whether pages stayed down when the language was offered again."""
        return self.state != WITHDRAWN and self.down > 0


def language_states(shown_in: str) -> list[LanguageState]:
    """All languages of the trail, the first one first, then by their names in the language of the admin."""
    locales = list(Locale.all_objects.all())
    pages = Page.objects.filter(depth__gte=2, alias_of__isnull=True)
    counts = {
        row["locale"]: row
        for row in pages.values("locale").annotate(all=Count("pk"), live=Count("pk", filter=Q(live=True))).order_by()
    }
    of = pages.filter(live=True).aggregate(count=Count("translation_key", distinct=True))["count"]
    homes: dict[int, Page] = {}
    for home in pages.filter(depth=2).order_by("-path"):
        homes[home.locale_id] = home
    made = {
        row.locale_id: row for row in TrailLanguage.objects.select_related("withdrawn_by", "collection", "workflow")
    }
    roles = {translator_role(locale.language_code): locale for locale in locales}
    groups = {
        roles[group.name].pk: group
        for group in Group.objects.filter(name__in=roles).annotate(people=Count("user", filter=Q(user__is_active=True)))
    }
    down = Counter(TakenDown.objects.values_list("language__locale", flat=True))
    first = Site.objects.filter(is_default_site=True).values_list("root_page__locale", flat=True).first()

    def state_of(locale: Locale) -> LanguageState:
        tag, home, group = locale.language_code, homes.get(locale.pk), groups.get(locale.pk)
        counted = counts.get(locale.pk, {"all": 0, "live": 0})
        return LanguageState(
            tag=tag,
            name=name_in(tag, shown_in),
            own_name=endonym(tag),
            is_rtl=is_rtl(tag),
            state=_state(locale.pk == first, home, made.get(locale.pk)),
            live=counted["live"],
            drafts=counted["all"] - counted["live"],
            of=of,
            translators=group.people if group else 0,
            group=group,
            home=home,
            language=made.get(locale.pk),
            down=down[locale.pk],
        )

    states = [state_of(locale) for locale in locales]
    return sorted(states, key=lambda each: (each.state != FIRST, sort_key(each.name, shown_in)))


def _state(is_first: bool, home: Any, made: TrailLanguage | None) -> str:
    if is_first:
        return FIRST
    if made is not None and made.withdrawn_at is not None:
        return WITHDRAWN
    if home is None:
        return HOMELESS
    return OFFERED if home.live else DRAFT
