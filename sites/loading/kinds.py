"""What an entry of each list becomes."""

from django.db.models import Model

from trail.images.models import Picture
from trail.people.models import Organisation, Person
from trail.references.models import Source

from ..models import Force

MODELS: dict[str, type[Model]] = {
    "source": Source,
    "person": Person,
    "organisation": Organisation,
    "force": Force,
    "picture": Picture,
}
