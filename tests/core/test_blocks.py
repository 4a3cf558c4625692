"""The blocks of the text: their rules, and their previews in the block chooser."""

from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.blocks import StructBlockValidationError

from sites.models import HomePage
from tests.factories import Trail, make_picture
from trail.core.blocks.body import BodyBlock
from trail.core.blocks.media import ActionBlock
from trail.core.blocks.pictures import PictureBlock

BODY = BodyBlock()


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_every_block_can_be_previewed_and_says_what_it_is(db: Any, name: str) -> None:
    block = BODY.child_blocks[name]
    value = block.get_preview_value()
    context = block.get_preview_context(
        value,
        parent_context={
            "request": RequestFactory().get("/"),
            "language": "en",
            "block_def": block,
            "block_class": type(block),
            "bound_block": block.bind(value),
        },
    )

    assert block.is_previewable
    assert block.get_description()
    assert block.bind(value).render(context=context) is not None


def test_a_picture_needs_an_alternative_text_or_is_decorative(db: Any) -> None:
    block, picture = PictureBlock(), make_picture()

    def value(**changes: Any) -> Any:
        return block.normalize({"picture": picture, "alt": "", "decorative": False, "caption": ""} | changes)

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value())
    assert "alt" in refused.value.block_errors
    assert block.clean(value(alt="A gate"))["alt"] == "A gate"
    assert block.clean(value(decorative=True))["decorative"]


def test_a_call_to_action_leads_to_one_place(trail: Trail) -> None:
    block = ActionBlock()

    def value(**changes: Any) -> Any:
        return block.normalize({"text": "Go", "page": None, "url": ""} | changes)

    for wrong in ({}, {"page": trail.home, "url": "https://example.org/"}):
        with pytest.raises(StructBlockValidationError):
            block.clean(value(**wrong))
    assert block.clean(value(page=HomePage.objects.get()))["page"].pk == trail.home.pk
