"""What every page of a trail has in common."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from trail.publishing.checks import ContentRule, notice_rule, review_rule
from trail.publishing.floor import PublicationFloor
from trail.publishing.forms import BasePageForm
from trail.publishing.panels import ChecksPanel
from trail.publishing.picture_rules import description_rule, permission_rule, picture_rules
from trail.publishing.problems import Problem
from trail.publishing.rules import PublishRule, required_fields_rule, summary_rule

from .blocks import BodyBlock, CorrectionBlock
from .context import page_context
from .revisions import ReadAtOnce
from .structured_data import as_script, pictures, web_page


def tabs(
    story: list[Any],
    sources: list[Any],
    promote: list[Any],
    facts: list[Any] | None = None,
    visiting: list[Any] | None = None,
) -> TabbedInterface:
    """The editor's tabs, in the order in which one thinks of a page. Tabs without panels are left out."""
    parts = [
        (story, _("Story")),
        (facts, _("Facts")),
        (visiting, _("Visiting")),
        (sources, _("Sources and credits")),
        (promote, _("Promote")),
    ]
    return TabbedInterface([ObjectList(panels, heading=heading) for panels, heading in parts if panels])


class BasePage(PublicationFloor, ReadAtOnce, Page):
    """The abstract kernel of all pages: summary, lead picture, text, people, sources, corrections, content notice."""

    summary = models.CharField(
        _("summary"),
        max_length=200,
        help_text=_("One or two sentences, at most 200 characters. Shown on cards, in search results and when shared."),
    )
    lead_image = models.ForeignKey(
        "images.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen in the picture, for those who do not see it."),
    )
    lead_image_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text does not say.")
    )
    lead_image_caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    describes_death = models.BooleanField(_("describes death"), default=False)
    describes_atrocity = models.BooleanField(_("describes an atrocity"), default=False)
    shows_human_remains = models.BooleanField(_("shows or describes human remains"), default=False)
    content_notice = models.CharField(
        _("content notice"),
        max_length=300,
        blank=True,
        help_text=_("One sentence that says what follows. Shown above the text, with a way round it."),
    )
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("When somebody last checked the page against its sources.")
    )
    # The language that the page was translated from; empty where it was written in its own.
    translated_from = models.CharField(max_length=20, blank=True, editable=False)
    translation_reviewed = models.BooleanField(
        _("translation reviewed"),
        default=False,
        help_text=_("Somebody whose first language it is has read the translation."),
    )
    minor_change = models.BooleanField(
        _("minor change"),
        default=False,
        help_text=_(
            "A slip of the pen was put right: the translations still say the same, and nobody need look at them."
        ),
    )
    corrections = StreamField(
        [("correction", CorrectionBlock())],
        blank=True,
        verbose_name=_("corrections"),
        help_text=_("Public notes: what was wrong, and what is true. They stay on the page."),
    )

    base_form_class = BasePageForm
    publish_rules: ClassVar[list[PublishRule]] = [
        summary_rule,
        required_fields_rule,
        description_rule,
        picture_rules,
    ]
    content_rules: ClassVar[list[ContentRule]] = [review_rule, notice_rule, permission_rule]
    # What the checks read besides the page's own row; looked up together when many pages are checked.
    content_check_children: ClassVar[list[str]] = ["citations", "contributions"]

    story_panels: ClassVar[list[Any]] = [
        ChecksPanel(heading=_("Before you publish"), icon="clipboard-list"),
        TitleFieldPanel("title", help_text=_("The name of the page; readers see it as the heading.")),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        MultiFieldPanel(
            [
                FieldPanel("lead_image"),
                FieldPanel("lead_image_alt", widget=AdminAutoHeightTextInput),
                FieldPanel("lead_image_decorative"),
                FieldPanel("lead_image_caption", widget=AdminAutoHeightTextInput),
            ],
            heading=_("Lead picture"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("describes_death"),
                FieldPanel("describes_atrocity"),
                FieldPanel("shows_human_remains"),
                FieldPanel("content_notice", widget=AdminAutoHeightTextInput),
            ],
            heading=_("Content notice"),
        ),
    ]
    source_panels: ClassVar[list[Any]] = [
        InlinePanel("contributions", heading=_("Authors and translators"), label=_("Person")),
        FieldPanel("reviewed_on"),
        InlinePanel(
            "citations",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("Sources cited in the text or at a figure are added to the list by themselves."),
        ),
        FieldPanel("corrections"),
        FieldPanel("minor_change"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("For search engines and menus"),
        ),
    ]

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("show_in_menus"),
        TranslatableField("summary"),
        SynchronizedField("lead_image"),
        TranslatableField("lead_image_alt"),
        SynchronizedField("lead_image_decorative"),
        TranslatableField("lead_image_caption"),
        TranslatableField("body"),
        SynchronizedField("describes_death"),
        SynchronizedField("describes_atrocity"),
        SynchronizedField("shows_human_remains"),
        TranslatableField("content_notice"),
        SynchronizedField("reviewed_on"),
        TranslatableField("corrections"),
        SynchronizedField("citations"),
    ]
    # Each language has its own byline, its own changes and its own day of going live.
    untranslated_fields = ["contributions", "minor_change", "translated_from", "translation_reviewed"]
    # The stream fields whose blocks cite sources, in the order in which readers meet them.
    cited_in: ClassVar[tuple[str, ...]] = ("body", "corrections")
    # What is fetched with the page when a visitor asks for it.
    fetched_along: ClassVar[tuple[str, ...]] = ("locale",)

    class Meta:
        abstract = True

    @property
    def has_content_notice(self) -> bool:
        """Whether readers are warned before the text."""
        return bool(self.content_notice or self.describes_death or self.describes_atrocity or self.shows_human_remains)

    def get_view_restrictions(self) -> Any:
        """Wagtail's restrictions of this page and those above it, aliases counting as their originals, in one query."""
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            Q(page__path__in=paths, page__alias_of__isnull=True) | Q(page__aliases__path__in=paths)
        ).distinct()

    def problems_of_going_live(self) -> list[Problem]:
        """No translation with words in its source's language, or that nobody has read; no page of a withdrawn language."""
        from trail.languages.withdrawn import withdrawn_problems  # their models need those of Wagtail
        from trail.translation.rules import unread_problems, untranslated_problems

        return [*untranslated_problems(self), *unread_problems(self), *withdrawn_problems(self)]

    def cited_elsewhere(self) -> list[int]:
        """The ids of sources that the page cites outside its text; page types with facts of their own add theirs."""
        return []

    def pictures_elsewhere(self) -> list[int]:
        """The ids of pictures that the page shows besides its lead picture and those in its text."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, what the page's furniture shows (`trail.core.context`), and what the type adds."""
        context = page_context(self, request, super().get_context(request, *args, **kwargs))
        context.update(self.own_context(context))
        context["structured_data"] = as_script(self.structured_data(context))
        return context

    def own_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """What the template of this type is given besides."""
        return {}

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        """The page as schema.org knows it; page types add what they are about."""
        return [web_page(self, context), *pictures(self, context)]

    def get_admin_display_title(self) -> str:
        """The title with its language, so that two languages of a page can be told apart in choosers."""
        return f"{super().get_admin_display_title()} [{self.locale.language_code}]"
