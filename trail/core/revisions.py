"""Reading a page from a revision without asking for each of its children whether what it points at is still there.

modelcluster asks the database once for every reference of every child: some hundred times for a page with many figures,
whenever it is opened, previewed or published. Here it is asked once for each kind of record.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations

Target = tuple[type[models.Model], str]  # what is referred to, and the field by which it is


class ReadAtOnce(ClusterableModel):
    """A page whose references are looked up together."""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = True, strict_fks: bool = False) -> Any:
        """The page of a revision. What it refers to and is gone is left out as modelcluster does it: where the reference
        may be empty it is emptied, else the child goes. With `strict_fks`, `None` where the page itself would go.
        """
        if check_fks:
            data = _Standing(cls, data).pruned(cls, data, is_child=strict_fks)
        return data and super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)


class _Standing:
    """What of all that is referred to is there, in one query for each kind."""

    def __init__(self, model: type[models.Model], data: Any) -> None:
        wanted: dict[Target, set[Any]] = defaultdict(set)
        for field, value in _all_references(model, data):
            wanted[_target(field)].add(value)
        self._found = {
            target: set(target[0]._default_manager.filter(**{f"{target[1]}__in": values}).values_list(target[1], flat=True))
            for target, values in wanted.items()
        }  # fmt: skip

    def pruned(self, model: type[models.Model], data: Any, is_child: bool) -> Any:
        """The data without what points at nothing; `None` where a child cannot be without it."""
        kept = dict(data)
        for field, value in _references(model, data):
            if value in self._found[_target(field)] or field.remote_field.on_delete is models.DO_NOTHING:
                continue
            if is_child and field.remote_field.on_delete is not models.SET_NULL:
                return None
            kept[field.name] = None
        for name, child_model in _children(model):
            if name in data:
                children = (self.pruned(child_model, child, is_child=True) for child in data[name])
                kept[name] = [child for child in children if child is not None]
        return kept


def _target(field: Any) -> Target:
    return field.remote_field.model, field.remote_field.field_name


def _references(model: type[models.Model], data: Any) -> Iterator[tuple[Any, Any]]:
    """The references of one record and their values."""
    for field in model._meta.concrete_fields:
        if isinstance(field.remote_field, models.ManyToOneRel) and data.get(field.name) is not None:
            target, name = _target(field)
            yield field, target._meta.get_field(name).to_python(data[field.name])


def _all_references(model: type[models.Model], data: Any) -> Iterator[tuple[Any, Any]]:
    yield from _references(model, data)
    for name, child_model in _children(model):
        for child in data.get(name, ()):
            yield from _all_references(child_model, child)


def _children(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            yield relation.get_accessor_name(), relation.related_model
