"""kill -9 of a process in the middle of an upload: no half picture on the site, no row without its file."""

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Installation

pytestmark = pytest.mark.django_db
PLACES = {
    "in the middle of the file": "File.chunks = half",
    "when the file is stored": "FileSystemStorage._save = after(1, FileSystemStorage._save)",
    "before its row is written": "Picture._do_insert = pause",
    "when its row is written": "post_save.connect(pause, sender=Picture, weak=False)",
}
UPLOAD = """
from io import BytesIO
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.test import Client
from PIL import Image
from tests.factories import persona
from tests.images.doors import form_data
from trail.images.models import Picture

def half(self, chunk_size=None):
    content = self.read()
    yield content[: len(content) // 2]
    pause()
    yield content[len(content) // 2 :]

client = Client(headers={"host": HOST})
client.force_login(persona("editor"))
content = BytesIO()
Image.effect_noise((300, 200), 90).convert("RGB").save(content, "JPEG")
PLACE
sent = SimpleUploadedFile("sent.jpg", content.getvalue(), content_type="image/jpeg")
answer = client.post("/admin/images/add/", form_data(title="Sent in", file=sent))
assert answer.status_code == 302, answer.content.decode()[-3000:]
"""
STATE = """
from PIL import Image
from trail.images.models import Picture
from trail.store.models import Drop
pictures = list(Picture.objects.all())
for picture in pictures:
    with picture.file.open("rb") as file:
        Image.open(file).load()
client_sees = ask("/en/credits/")[0], ask("/en/about/")[0]
say("found", pictures=len(pictures), pages=client_sees, drops=Drop.objects.count())
"""


@pytest.mark.parametrize("place", PLACES)
def test_an_upload_that_is_killed_leaves_no_picture(
    installation: Installation, run: Callable[[str], Any], place: str
) -> None:
    before = run(STATE)

    installation.killed(UPLOAD.replace("PLACE", PLACES[place]))

    assert run(STATE) == before
    run(UPLOAD.replace("PLACE", ""))
    assert run(STATE)["pictures"] == before["pictures"] + 1
