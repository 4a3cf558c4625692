"""The report “Background work”: what waits, what is being done and what failed, with a button to try again."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_filters import ChoiceFilter
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.images import get_image_model
from wagtail.models import Page

from .errands import SEES_ALL, run
from .mail import deliver
from .models import Errand, OutgoingMail
from .queue import has_worker, read_queue
from .retrying import GivenUp

PERMISSION = SEES_ALL
NAMES: dict[str, str | Promise] = {
    "trail.background.mail.deliver": gettext_lazy("Deliver a mail"),
    run.module_path: gettext_lazy("Do what somebody asked for in the admin"),
    "trail.images.ahead.make_files_of_page": gettext_lazy("Make the files of a page's pictures"),
    "trail.images.ahead.make_files_of_picture": gettext_lazy("Make the files of a picture"),
    "wagtail.tasks.delete_file_from_storage_task": gettext_lazy("Delete a file"),
    "wagtail.images.tasks.set_image_focal_point_task": gettext_lazy("Find what is important in a picture"),
    "trail.store.caches.purge": gettext_lazy("Tell the cache in front"),
}
OF_PAGES = {"trail.images.ahead.make_files_of_page"}
OF_PICTURES = {"trail.images.ahead.make_files_of_picture", "wagtail.images.tasks.set_image_focal_point_task"}
STATUSES = {
    TaskResultStatus.FAILED: gettext_lazy("Failed"),
    TaskResultStatus.READY: gettext_lazy("Waits"),
    TaskResultStatus.RUNNING: gettext_lazy("Is being done"),
    TaskResultStatus.SUCCESSFUL: gettext_lazy("Done"),
}


def name_of(task: DBTaskResult) -> str:
    """What a task does, in words where it is one that we know."""
    return str(NAMES.get(task.task_path) or task.task_path)


def first_argument(task: DBTaskResult) -> Any:
    """What a task is about, for most: the number of a record, an address."""
    value = (task.args_kwargs.get("args") or [None])[0]
    return value if isinstance(value, str | int) else None


def named_records(tasks: Iterable[DBTaskResult]) -> dict[tuple[str, Any], str]:
    """The titles of the pages and pictures that tasks are about, by task and number: a query for each kind."""
    found = {}
    for paths, model in ((OF_PAGES, Page), (OF_PICTURES, get_image_model())):
        wanted = {(task.task_path, first_argument(task)) for task in tasks if task.task_path in paths}
        titles = dict(model.objects.filter(pk__in={pk for _path, pk in wanted}).values_list("pk", "title"))
        found.update({key: titles[key[1]] for key in wanted if key[1] in titles})
    return found


def last_error(task: DBTaskResult) -> str:
    """The last line of what went wrong."""
    lines = task.traceback.strip().splitlines()
    return lines[-1].removeprefix(f"{GivenUp.__module__}.{GivenUp.__qualname__}: ") if lines else ""


class BackgroundFilterSet(WagtailFilterSet):
    """By how a task stands."""

    status = ChoiceFilter(label=gettext_lazy("Status"), choices=list(STATUSES.items()), empty_label=gettext_lazy("All"))

    class Meta:
        model = DBTaskResult
        fields: list[str] = []


class BackgroundView(ReportView):
    """The report, for administrators."""

    model = DBTaskResult
    index_url_name = "background_report"
    index_results_url_name = "background_report_results"
    results_template_name = "background/report_results.html"
    page_title = gettext_lazy("Background work")
    header_icon = "history"
    filterset_class = BackgroundFilterSet
    permission_required = "change"
    default_ordering = "-enqueued_at"
    list_export = ["task_path", "status", "enqueued_at", "started_at", "finished_at", "tries", "error"]

    @cached_property
    def mails(self) -> dict[int, OutgoingMail]:
        """The mails that have not been delivered, without their texts."""
        return OutgoingMail.objects.defer("content").in_bulk()

    @cached_property
    def errands(self) -> dict[str, str]:
        """What each errand is, and who asked for it."""
        found = Errand.objects.select_related("user").only("title", "user__username")
        return {str(each.pk): f"{each.title} ({each.user.get_username()})" for each in found}

    def get_base_queryset(self) -> QuerySet[DBTaskResult]:
        return DBTaskResult.objects.order_by("-enqueued_at")

    def decorate_paginated_queryset(self, tasks: Any) -> Any:
        named = named_records(tasks)
        for task in tasks:
            task.name_in_words = name_of(task)
            task.about = named.get((task.task_path, first_argument(task))) or self._about(task)
            task.status_in_words = STATUSES.get(TaskResultStatus(task.status), task.status)
            task.is_failed = task.status == TaskResultStatus.FAILED
            task.tries = len(task.worker_ids)
            task.error = last_error(task)
            task.next_try = task.run_after if task.status == TaskResultStatus.READY else None
            if task.next_try == get_date_max():
                task.next_try = None
        return tasks

    def _about(self, task: DBTaskResult) -> str:
        arguments = task.args_kwargs.get("args") or []
        if task.task_path == deliver.module_path and arguments:
            mail = self.mails.get(arguments[0])
            return str(mail) if mail else ""
        if task.task_path == run.module_path and arguments:
            return self.errands.get(str(arguments[0]), "")
        values = [value for each in arguments for value in (each if isinstance(each, list) else [each])]
        return ", ".join(str(value) for value in values if isinstance(value, str | int))[:200]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "queue": read_queue(), "has_worker": has_worker()}


class TryAgainView(View):
    """Puts one failed task, or all of them, back into the queue: at once, with all its tries."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, task_id: Any = None) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        failed = DBTaskResult.objects.failed()
        if task_id is not None:
            failed = failed.filter(pk=task_id)
        count = failed.update(status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[])
        if count:
            messages.success(request, _("The worker tries again: %(count)s.") % {"count": count})
        else:
            messages.warning(request, _("This is not among what failed any more."))
        return redirect("background_report")


class BackgroundMenuItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(PERMISSION)


def background_menu_item() -> MenuItem:
    """The report's place in the menu."""
    return BackgroundMenuItem(_("Background work"), reverse("background_report"), icon_name="history", order=1300)
