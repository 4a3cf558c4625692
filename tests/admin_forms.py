"""The admin's own forms, read as a browser reads them and sent with some values changed."""

import html
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import querydict_from_html

EDIT_FORM = "page-edit-form"


def edit_address(page: Any) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the page form at an address of the admin holds.

    Stream fields are built by the browser, so they are empty here unless the test fills them.
    """
    response = client.get(address)
    assert response.status_code == 200, (response.status_code, response.headers.get("location"))
    form = BeautifulSoup(response.content, "html.parser").find("form", id=EDIT_FORM)
    for box in form.select("input[type=checkbox][checked]:not([value])"):
        box["value"] = "on"  # as a browser sends it
    data = dict(querydict_from_html(str(form), form_id=EDIT_FORM).lists())
    for field in response.context["form"].instance._meta.fields:
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = ["0"]
    return data


def send_edit(client: Client, page: Any, action: str = "", **changes: Any) -> HttpResponse:
    """Change some fields in the editor and press a button: `publish`, `submit`, or none to save the draft."""
    data = form_of(client, edit_address(page)) | changes
    if action:
        data[f"action-{action}"] = "yes"
    return client.post(edit_address(page), data, follow=True)


def shown(response: HttpResponse) -> str:
    """All that a response says, with its quotation marks as they are read."""


    return html.unescape(response.content.decode())
