"""Where each string stands on the page, in the words of the editor: tab, field, block, and the heading above it."""

from typing import Any

from django.db.models import ManyToOneRel
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.views.edit_translation import TabHelper


class Layout:
    """Reads the page class and the source as it stands in memory; asks the database nothing."""

    def __init__(self, instance: Any) -> None:
        self.instance = instance
        self._tabs = TabHelper(instance)

    def tab(self, field_path: str) -> str:
        """The heading of the tab on which a field is edited."""
        try:
            return str(self._tabs.get_field_tab(field_path.partition(".")[0]))
        except KeyError:
            return _("Other")

    def order(self, field_path: str) -> int:
        """The place of a field among the others in the editor; those without a panel come last."""
        try:
            return self._tabs.get_field_order(field_path.partition(".")[0])
        except KeyError:
            return 10_000

    def group_key(self, path: str) -> str:
        """What belongs together: a field, a block of the text, a child."""
        return ".".join(path.split(".")[:2])

    def group_title(self, path: str, field_path: str) -> str:
        """The name of the field, of the block, or of the child."""
        field, parts = self._field(field_path), field_path.split(".")
        if isinstance(field, StreamField):
            return capfirst(str(field.stream_block.child_blocks[parts[1]].label))
        if isinstance(field, ManyToOneRel):
            key = path.split(".")[1]
            children = {str(each.translation_key): each for each in getattr(self.instance, field.name).all()}
            kind = capfirst(str(field.related_model._meta.verbose_name))
            return f"{kind}: {children[key]}" if key in children else kind
        return capfirst(str(field.verbose_name))

    def label(self, field_path: str) -> str:
        """The name of the field within its block or child."""
        found = self._inner(field_path)
        return capfirst(str(getattr(found, "label", None) or getattr(found, "verbose_name", "")))

    def longest(self, field_path: str) -> int | None:
        """How many characters the field takes."""
        found = self._inner(field_path)
        return getattr(found, "max_length", None) or getattr(getattr(found, "field", None), "max_length", None)

    def is_heading(self, field_path: str) -> bool:
        """Whether the string is a heading of the text."""
        return ".heading." in field_path

    def _field(self, field_path: str) -> Any:
        return self.instance._meta.get_field(field_path.partition(".")[0])

    def _inner(self, field_path: str) -> Any:
        field, parts = self._field(field_path), field_path.split(".")[1:]
        if isinstance(field, ManyToOneRel):
            return field.related_model._meta.get_field(parts[0])
        if not isinstance(field, StreamField):
            return field
        block: Any = field.stream_block
        for part in parts:
            children = getattr(block, "child_blocks", None)
            block = block.child_block if isinstance(block, blocks.ListBlock) else (children or {}).get(part, block)
        return block
