"""“Translate this page” with all that stands below it: a hundred pages are the work of a worker, page by page.

Each page is a transaction of its own, so that nobody who saves something meanwhile waits for the last of them, and that a
second try goes on where the first broke off.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from trail.background.errands import CannotBeDone, Going, Outcome, errand, send
from trail.background.queue import has_worker
from trail.languages.cldr import endonym
from trail.publishing.together import together
from trail.publishing.trees import WrittenTogether

from .adoption import translation_in

KIND = "translate-branch"
RIGHT = "wagtail_localize.submit_translation"


class SubmitBranchView(WrittenTogether, SubmitPageTranslationView):
    """wagtail-localize's screen; a tree is left to the worker where there is one."""

    def form_valid(self, form: Any) -> HttpResponse:
        below = self.object.get_descendant_count() if form.cleaned_data["include_subtree"] else 0
        if not below or not has_worker():
            return super().form_valid(form)
        tags = [locale.language_code for locale in form.cleaned_data["locales"]]
        title = ngettext(
            "Translate “%(page)s” with %(count)s page below it: %(languages)s",
            "Translate “%(page)s” with %(count)s pages below it: %(languages)s",
            below,
        ) % {"page": self.object, "count": below, "languages": ", ".join(endonym(tag) for tag in tags)}
        back = self.get_success_url() or reverse("wagtailadmin_explore", args=[self.object.get_parent().pk])
        return send(
            self.request, KIND, about=f"{KIND}:{self.object.pk}", title=title, back=back,
            page=self.object.pk, languages=tags,
        )  # fmt: skip


@errand(KIND)
def translate_branch(going: Going) -> Outcome:
    """Make drafts of all pages of a branch in other languages. What stands there already stays as it is.

    Raises `CannotBeDone` where the page is gone, or a language is.
    """
    if not going.user.has_perm(RIGHT):
        raise PermissionDenied
    root = Page.objects.filter(pk=going.arguments["page"]).first()
    if root is None:
        raise CannotBeDone(_("The page has been deleted meanwhile. Nothing more is to be done."), again=False)
    tags = going.arguments["languages"]
    locales = list(Locale.objects.filter(language_code__in=tags))
    if len(locales) < len(tags):
        raise CannotBeDone(_("A language has been removed meanwhile. Ask for the others anew."), again=False)
    pages = list(root.get_descendants(inclusive=True).order_by("path").values_list("pk", flat=True))
    creators = [TranslationCreator(going.user, [locale]) for locale in locales]
    made, left_out = 0, []
    for number, pk in enumerate(pages):
        going.tell(number, len(pages))
        with together():
            page = Page.objects.filter(pk=pk).select_related("locale").first()
            if page is None:  # deleted meanwhile
                continue
            for creator in creators:
                outcome = _translate(page, creator)
                made += outcome is True
                left_out += [page] if outcome is False else []
    return _told(root, locales, made, left_out)


def _translate(page: Page, creator: TranslationCreator) -> bool | None:
    """Whether a draft was made; `None` where there was no need."""
    locale = creator.target_locales[0]
    if page.alias_of_id or translation_in(page, locale) is not None:
        return None
    creator.create_translations(page)
    return translation_in(page, locale) is not None


def _told(root: Page, locales: list[Locale], made: int, left_out: list[Page]) -> Outcome:
    sentence = ngettext(
        "%(count)s page was made, as a draft with the words of its source.",
        "%(count)s pages were made, as drafts with the words of their sources.",
        made,
    ) % {"count": made}
    if not made:
        sentence = _("All of it is there already; nothing was changed.")
    warnings = [
        _("“%(page)s” could not be made. Open it and begin its translation there; what is wrong is told then.")
        % {"page": page}
        for page in left_out
    ]
    targets = [(translation_in(root, locale), endonym(locale.language_code)) for locale in locales]
    links = [
        (reverse("wagtailadmin_explore", args=[page.pk]), f"{page} ({name})")
        for page, name in targets
        if page is not None
    ]
    return Outcome([sentence], warnings, links)
