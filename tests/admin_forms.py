"""The admin's own forms, read as a browser reads them and sent with some values changed."""

import html
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import querydict_from_html, rich_text

EDIT_FORM = "page-edit-form"


def edit_address(page: Any) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the page form at an address of the admin holds, its stream fields included, which the browser builds."""
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, response.headers.get("location"))
    form = BeautifulSoup(response.content, "html.parser").find("form", id=EDIT_FORM)
    for text in form.find_all("textarea"):
        text.string = text.get_text().removeprefix("\n")  # the line break with which every textarea is written
    for box in form.select("input[type=checkbox][checked]:not([value])"):
        box["value"] = "on"  # as a browser sends it
    data = dict(querydict_from_html(str(form), form_id=EDIT_FORM).lists())
    page = response.context["form"].instance
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            data |= block_inputs(field.name, field.stream_block, field.value_from_object(page))
    return data


def block_inputs(prefix: str, block: blocks.Block, value: Any) -> dict[str, Any]:
    """The inputs that the browser makes of a block's value."""
    if isinstance(block, blocks.StreamBlock):
        return _items(prefix, [(child.block, child.value, child.block_type) for child in value])
    if isinstance(block, blocks.ListBlock):
        return _items(prefix, [(block.child_block, item, "") for item in value])
    if isinstance(block, blocks.StructBlock):
        fields = [block_inputs(f"{prefix}-{name}", child, value[name]) for name, child in block.child_blocks.items()]
        return {name: given for inputs in fields for name, given in inputs.items()}
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: rich_text(value.source)}
    state = block.get_form_state(value) or ""
    return {prefix: state.get("id", "") if isinstance(state, dict) else state}  # choosers say more than they send


def _items(prefix: str, items: list[tuple[blocks.Block, Any, str]]) -> dict[str, Any]:
    inputs: dict[str, Any] = {f"{prefix}-count": str(len(items))}
    for index, (block, value, kind) in enumerate(items):
        here = f"{prefix}-{index}"
        inputs |= {f"{here}-deleted": "", f"{here}-order": str(index), f"{here}-type": kind, f"{here}-id": ""}
        inputs |= block_inputs(f"{here}-value", block, value)
    return inputs


def send_edit(client: Client, page: Any, action: str = "", **changes: Any) -> HttpResponse:
    """Change some fields in the editor and press a button: `publish`, `submit`, or none to save the draft."""
    data = form_of(client, edit_address(page)) | changes
    if action:
        data[f"action-{action}"] = "yes"
    return client.post(edit_address(page), data, follow=True)


def shown(response: HttpResponse) -> str:
    """All that a response says, with its quotation marks as they are read."""

    return html.unescape(response.content.decode())
