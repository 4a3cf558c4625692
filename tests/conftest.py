"""What all tests share."""

import os

from django.utils import translation
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.fixtures_trail"]

# Two processors that others use too: no deadline. In CI the same examples every time, so that red means broken.
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_runtest_setup() -> None:
    """Each test begins in the trail's first language, whatever one before it has left active in this worker."""
    translation.deactivate()
    # What was looked up for the page of one test is not there in the next, whose records may have the same numbers.
    from trail.core import rich_text, sources
    from trail.images import lookup

    for forget in (sources.forget_sources, rich_text.forget_pages, lookup.forget_pictures):
        forget()
