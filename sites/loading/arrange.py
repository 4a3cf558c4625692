"""Put new pages, and those with another order than before, into their place among their siblings.

Pages that an editor has moved up or down by hand, and whose order in the files is as before, stay where they are.
"""

from collections import defaultdict

from wagtail.models import Page

from .folder import Trail
from .jobs import Job


def arrange(trail: Trail, jobs: list[Job]) -> None:
    """Compare each group of siblings that has movers with the order of the files, and move those."""
    groups: dict[int, list[Job]] = defaultdict(list)
    for job in jobs:
        if job.content.file.parent is not None:
            groups[job.parent.pk].append(job)
    for group in groups.values():
        movers = {job.page.pk for job in group if job.has_new_position}
        if movers:
            _arrange_siblings(
                [job.page.pk for job in sorted(group, key=lambda job: trail.sort_key(job.content))], movers
            )


def _arrange_siblings(wanted: list[int], movers: set[int]) -> None:
    standing = list(Page.objects.filter(pk__in=wanted).order_by("path").values_list("pk", flat=True))
    if standing == wanted:
        return
    for place, pk in enumerate(wanted):
        if pk not in movers or _stands_right(wanted, place):
            continue
        page = Page.objects.get(pk=pk)
        if place:
            page.move(Page.objects.get(pk=wanted[place - 1]), pos="right")
        else:
            page.move(Page.objects.get(pk=wanted[1]), pos="left")


def _stands_right(wanted: list[int], place: int) -> bool:
    """Whether the page stands already between those that are to stand before and after it."""
    around = wanted[max(0, place - 1) : place + 2]
    return list(Page.objects.filter(pk__in=around).order_by("path").values_list("pk", flat=True)) == around
