"""The house rules for page types, as Django system checks: `manage.py check` and `make lint` run them."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, TranslatableMixin

COMMENTS = "wagtail_admin_comments"
BOOKKEEPING = {"page_ptr", "translation_key", "locale", "latest_revision", "sort_order", "page", "story"}


@register("trail")
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type has its template and tree rules, and says of each field whether it is translated."""
    from .models import BasePage

    found: list[CheckMessage] = []
    for model in apps.get_models():
        if issubclass(model, BasePage):
            found += [*_template(model), *_tree_rules(model), *_translation(model)]
        elif issubclass(model, TranslatableMixin) and hasattr(model, "translatable_fields"):
            found += _translation(model)
    return found


def _template(model: type[Any]) -> Iterator[Error]:
    if "template" not in vars(model):
        yield Error("It has no template.", hint="Set `template`.", obj=model, id="trail.E001")
        return
    try:
        get_template(model.template)
    except TemplateDoesNotExist:
        yield Error(f"Its template {model.template} does not exist.", obj=model, id="trail.E001")


def _tree_rules(model: type[Any]) -> Iterator[Error]:
    for name in ("parent_page_types", "subpage_types"):
        if not any(name in vars(base) for base in model.__mro__ if base is not Page and issubclass(base, Page)):
            yield Error(f"It does not say where it may stand: {name} is missing.", obj=model, id="trail.E002")


def _translation(model: type[Any]) -> Iterator[Error]:
    declared = [field.field_name for field in model.translatable_fields] + list(
        getattr(model, "untranslated_fields", [])
    )
    names = {field.name for field in own_fields(model)}
    if issubclass(model, Page):
        names |= edited_children(model)
    for name in sorted(names - set(declared)):
        yield Error(
            f"It does not say whether “{name}” is translated or follows the source.",
            hint="Name it in translatable_fields or untranslated_fields.",
            obj=model,
            id="trail.E003",
        )
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield Error(f"It names “{name}” twice in its translation rules.", obj=model, id="trail.E004")


def edited_children(model: type[Page]) -> set[str]:
    """The child relations that an editor of this type fills in: those with a panel."""
    options = model.edit_handler.bind_to_model(model).get_form_options()
    return set(options.get("formsets", {})) - {COMMENTS}


def own_fields(model: type[Any]) -> Iterator[models.Field]:
    """The fields that say something: not Wagtail's bookkeeping, not keys between tables."""
    for field in model._meta.concrete_fields:
        if field.model is Page:
            if field.name in {"title", "slug", "seo_title", "search_description", "show_in_menus"}:
                yield field
        elif not field.primary_key and field.name not in BOOKKEEPING:
            yield field
