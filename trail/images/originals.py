"""Pictures as they were uploaded, kept where the operator wants them: apart from what the web server hands out."""

from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver


def originals_storage() -> Storage:
    """The storage of that name in the settings; never the one that is public."""
    return storages["originals"]


class OriginalField(models.FileField):
    """A file in that storage. Where it lies is a matter of the settings, so migrations do not speak of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("storage", None)
        super().__init__(*args, storage=originals_storage, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As a plain file field."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("storage", None)
        return name, "django.db.models.FileField", args, kwargs


@receiver(post_delete, sender="images.Picture")
def delete_original(instance: Any, **_kwargs: Any) -> None:
    """Take the original away with its picture, as Wagtail does with the file that is shown."""
    if instance.original:
        instance.original.delete(save=False)
