"""Words in another language: one button a language in the editor, `<span lang="it">` in the text.

A screen reader then pronounces them rightly, and the page can set them in italics.
"""

from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from .rich_text import MARKED_LANGUAGES


def register_language_marks(features: FeatureRegistry) -> None:
    """Add one Draftail button for each of `MARKED_LANGUAGES`."""
    for tag in MARKED_LANGUAGES:
        name, style = f"lang-{tag}", f"LANG_{tag.upper()}"
        features.register_editor_plugin(
            "draftail",
            name,
            InlineStyleFeature({"type": style, "label": tag, "description": f"Words in another language ({tag})"}),
        )
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {f'span[lang="{tag}"]': InlineStyleElementHandler(style)},
                "to_database_format": {"style_map": {style: {"element": "span", "props": {"lang": tag}}}},
            },
        )
        features.default_features.append(name)
