"""The public page of picture credits: every picture that visitors of one language meet, derived from the pages."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from wagtail.models import Page

from trail.core.addresses import page_address
from trail.core.standing import standing_context
from trail.store import keys
from trail.store.recording import depends

from .lookup import pictures_by_id
from .models import Picture
from .rights import may_be_shown
from .used_by import pages_using

PER_PAGE = 60


@dataclass(frozen=True)
class PageWithPicture:
    """A public page as the list of credits names it; `path` is its place in the tree."""

    title: str
    url: str
    path: str


@dataclass(frozen=True)
class Credit:
    """A picture and the pages that it is on, in the order of the trail."""

    picture: Picture
    pages: list[PageWithPicture]


def credits_page(request: HttpRequest) -> HttpResponse:
    """`/<language>/credits/`: who made the pictures, under which terms, and where they are."""
    context = standing_context(
        request,
        "credits",
        pgettext("trail", "Picture credits"),
        pgettext("trail", "Every picture on these pages, with its maker and its licence."),
    )
    pages = pages_with_pictures(context["home"])
    sheet = Paginator(list(pages), PER_PAGE).get_page(request.GET.get("page"))
    if sheet.number > 1:
        context["canonical"] += f"?page={sheet.number}"
    pictures = pictures_by_id(sheet.object_list)
    context["sheet"] = sheet
    context["credits"] = [Credit(pictures[pk], pages[pk]) for pk in sheet.object_list if pk in pictures]
    return render(request, "pages/credits.html", context)


def pages_with_pictures(home: Page) -> dict[int, list[PageWithPicture]]:
    """The public pages below a home page by picture; the picture that is met first on the trail comes first.

    Left out are pages that not everybody may read, and pictures that may not be shown.
    """
    language = home.locale.language_code
    public = Page.objects.live().public().descendant_of(home, inclusive=True)
    rows = public.values_list("pk", "title", "url_path", "path")
    pages = {pk: PageWithPicture(title, page_address(url_path, language), path) for pk, title, url_path, path in rows}
    used = pages_using()
    depends(keys.USES, *(keys.line(pk) for on in used.values() for pk in on))
    for pk in getattr(home, "pictures_elsewhere", list)():
        used[pk].add(home.pk)
    shown = pages_where_shown({pk: on & pages.keys() for pk, on in used.items()})
    found = {pk: sorted((pages[page] for page in on), key=lambda page: page.path) for pk, on in shown.items()}
    return dict(sorted(found.items(), key=lambda item: (item[1][0].path, item[0])))


def pages_where_shown(used: dict[int, set[int]]) -> dict[int, set[int]]:
    """The pages of each picture on which it may be shown; pictures without such a page are left out.

    A version for dark screens stands where its picture does. It is listed there only if that is shown and its credit
    says something else; where it is used for itself it is listed like any other picture.
    """
    columns = ("pk", "creator", "credit_line", "copyright_notice", "licence", "permission_until", "dark_version_id")
    ids = [pk for pk, on in used.items() if on]
    pictures = {one.pk: one for one in Picture.objects.filter(pk__in=ids).only(*columns) if may_be_shown(one)}
    shown = {pk: set(used[pk]) for pk in pictures}
    for light in Picture.objects.filter(dark_version__in=list(pictures)).only(*columns):
        dark = light.dark_version_id
        if light.pk not in pictures or _same_credit(light, pictures[dark]):
            shown[dark] -= used.get(light.pk, set())
    return {pk: on for pk, on in shown.items() if on}


def _same_credit(one: Picture, other: Picture) -> bool:
    names = ("creator", "credit_line", "copyright_notice", "licence")
    return all(getattr(one, name) == getattr(other, name) for name in names)
