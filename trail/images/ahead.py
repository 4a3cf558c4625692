"""The files of a page's photographs, made when the page is published, so that no visitor waits for them.

It is a task of Wagtail's kind (django_tasks): with a worker it runs beside the site; without one it runs at the end of the
editor's request, for no longer than about `TRAIL_PICTURE_SECONDS`.
"""

from contextvars import copy_context
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.utils.translation import override
from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.models import Page, ReferenceIndex

from .files import renditions_of
from .models import Picture


def after_publication(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Once the page is stored, have its files made."""
    transaction.on_commit(lambda: make_files_of_page.enqueue(instance.pk))


@task()
def make_files_of_page(page_pk: int) -> None:
    """Render the page as for a visitor, which makes just the files that its places need; not if it has no photograph."""
    page = Page.objects.live().filter(pk=page_pk).first()
    if page is None or not has_photographs(page):
        return
    # What is remembered for the rendering of one page stays out of the request that may be going on around us.
    copy_context().run(_render, page.specific)


def has_photographs(page: Page) -> bool:
    """Whether a page names pictures of which files are made."""
    types = ContentType.objects.get_for_models(Page, Picture)
    named = ReferenceIndex.objects.filter(
        base_content_type=types[Page], object_id=str(page.pk), to_content_type=types[Picture]
    ).values_list("to_object_id", flat=True)
    return any(
        not picture.is_svg() for picture in Picture.objects.filter(pk__in=[int(pk) for pk in named]).only("file")
    )


def _render(page: Any) -> None:
    request = WSGIRequest(page._get_dummy_headers())
    request.user = AnonymousUser()
    with override(page.locale.language_code):
        response = page.serve(request)
        if hasattr(response, "render"):
            response.render()


def make_again(picture: Picture, specs: list[str]) -> None:
    """After a change of the record: have its files made anew where a worker does it, else at their next showing."""
    if specs and not isinstance(task_backends["default"], ImmediateBackend):
        transaction.on_commit(lambda: make_files_of_picture.enqueue(picture.pk, specs))


@task()
def make_files_of_picture(picture_pk: int, specs: list[str]) -> None:
    """The files of one picture by the names of their filters."""
    picture = Picture.objects.filter(pk=picture_pk).first()
    if picture is not None:
        renditions_of(picture, specs)
