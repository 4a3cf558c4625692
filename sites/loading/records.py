"""The entries of the lists as records in the database."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.html import strip_tags
from wagtail.models import Locale, RevisionMixin, TranslatableMixin

from trail.translation.adoption import adopt
from trail.translation.records.pointing import point_pages_at

from ..models import LoadedRecord
from .build import digest_of
from .content import Record, Ref
from .folder import Trail
from .kinds import MODELS
from .lists import DARK, ENTRIES
from .pictures import NewFiles, file_digest
from .report import Tally

ORDER = ("picture", "source", "organisation", "force", "person")
MOMENTS = (
    "id", "created_at", "latest_revision", "uploaded_by_user", "file_size", "translation_key", "dominant_colour",
    "expiry_warned", "original",
)  # fmt: skip
CHANGED, DELETED, BY_HAND = "changed in the admin", "deleted in the admin", "made in the admin"


class RecordStore:
    """Loads the lists and knows afterwards which record stands behind a key."""

    def __init__(
        self,
        trail: Trail,
        locale: Locale,
        locales: dict[str, Locale],
        files: NewFiles,
        overwrite: bool,
        tally: Tally,
    ) -> None:
        self._trail = trail
        self._locale = locale
        self._locales = locales
        self._files = files
        self._overwrite = overwrite
        self._tally = tally
        self._found: dict[tuple[str, str, int | None], Model] = {}
        self._loaded = {(row.kind, row.key): row for row in LoadedRecord.objects.all()}

    def load(self) -> None:
        """Bring the records of all lists up to date; what was changed by hand is left alone."""
        for kind in ORDER:
            self._remember_standing(kind)
            entries = self._trail.known.records[kind].values()
            # Dark versions first: the others refer to them.
            for record in sorted(entries, key=lambda entry: not entry.key.endswith(DARK)):
                self._load(record)
        known = self._trail.known
        for record in known.translated.values():
            if self._place(record, source=True) in self._found:  # else it was deleted by hand
                self._load(record)
        there = {(kind, key) for kind, entries in known.records.items() for key in entries}
        there |= {(record.kind, record.loaded_key) for record in known.translated.values()}
        for (kind, key), row in self._loaded.items():
            language = key.partition(".")[2]
            passed_by = language and language not in self._locales
            if (kind, key) not in there and not passed_by and self._by_id(row) is not None:
                self._tally.left.append((f"{kind} {key}", "no longer in the files"))

    def find(self, ref: Ref, locale: Locale) -> Model | None:
        """The record in a language, else in the source language; `None` if it was deleted by hand."""
        return self._found.get((ref.kind, ref.key, locale.pk)) or self._found.get((ref.kind, ref.key, None))

    def _place(self, record: Record, source: bool = False) -> tuple[str, str, int | None]:
        """Where the record of an entry is remembered, or that of the entry which it translates."""
        own = record.language and not source
        return record.kind, record.key, self._locales[record.language].pk if own else None

    def _remember_standing(self, kind: str) -> None:
        """All records of the list's keys, in two queries; pictures have no key but what the loader remembers."""
        model, keys = MODELS[kind], self._trail.known.records[kind].keys()
        ids = {
            row.object_id: key for (row_kind, key), row in self._loaded.items() if row_kind == kind and "." not in key
        }
        for record in model._default_manager.filter(pk__in=ids):
            self._found[kind, ids[record.pk], None] = record
        if kind == "picture":
            return
        for record in model._default_manager.filter(key__in=keys):
            if isinstance(record, TranslatableMixin) and record.locale_id != self._locale.pk:
                self._found[kind, record.key, record.locale_id] = record
            else:
                self._found.setdefault((kind, record.key, None), record)

    def _by_id(self, row: LoadedRecord) -> Model | None:
        return MODELS[row.kind]._default_manager.filter(pk=row.object_id).first()

    def _load(self, record: Record) -> None:
        name = f"{record.kind} {record.loaded_key}"
        loaded = self._loaded.get((record.kind, record.loaded_key))
        standing = self._found.get(self._place(record))
        values = {field: self._settled(value) for field, value in record.fields.items()}
        digest = digest_of([values, file_digest(self._trail.folder, record) if record.picture_file else ""])
        reason = self._reason(standing, loaded, values, words_of(record))
        if reason and not self._overwrite:
            self._tally.left.append((name, reason))
        elif loaded is not None and standing is not None and not reason and loaded.digest == digest:
            self._tally.unchanged.append(name)
        else:
            (self._tally.new if standing is None else self._tally.changed).append(name)
            self._write(record, standing, loaded, digest)

    def _settled(self, value: Any) -> Any:
        if not isinstance(value, Ref):
            return value
        found = self._found.get((value.kind, value.key, None))
        return found.pk if found else None

    def _reason(
        self, standing: Model | None, loaded: LoadedRecord | None, values: dict[str, Any], words: Collection[str]
    ) -> str:
        """Why the record belongs to the editors now, or nothing."""
        if loaded is None:
            alike = standing is None or all(getattr(standing, field) == value for field, value in values.items())
            return "" if alike else BY_HAND
        if standing is None:
            return DELETED
        return CHANGED if state_of(standing, words) != loaded.state else ""

    def _write(self, record: Record, standing: Model | None, loaded: LoadedRecord | None, digest: str) -> None:
        model = MODELS[record.kind]
        instance = standing if standing is not None else model()
        source = self._found[self._place(record, source=True)] if record.language else None
        if standing is None and isinstance(instance, TranslatableMixin):
            instance.locale = self._locales[record.language] if record.language else self._locale
        if source is not None:
            instance.translation_key = source.translation_key
        for field in managed_fields(record.kind):
            if source is not None and field.name not in record.fields:
                setattr(instance, field.attname, getattr(source, field.attname))
                continue
            value = record.fields.get(
                field.name, field.get_default() if field.has_default() else None if field.null else ""
            )
            setattr(
                instance,
                field.name,
                self._found.get((value.kind, value.key, None)) if isinstance(value, Ref) else value,
            )
        if record.picture_file:
            self._save_picture(record, instance)
        else:
            instance.full_clean()
            instance.save()
        if standing is not None and isinstance(instance, RevisionMixin):
            instance.save_revision()
        if source is not None:
            # The words of the file go into the translators' memory; what was stale is settled by it.
            adopt(source, instance).stale_strings.all().delete()
            point_pages_at(instance, source)
        self._found[self._place(record)] = instance
        row = loaded or LoadedRecord(kind=record.kind, key=record.loaded_key)
        row.object_id, row.digest, row.state = instance.pk, digest, state_of(instance, words_of(record))
        row.save()

    def _save_picture(self, record: Record, picture: Any) -> None:
        try:
            picture.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                line = record.lines.get(name, record.line)
                self._trail.faults.add(record.file, line, strip_tags(" ".join(messages)), "give it back")
            return
        is_new_file = self._files.store(picture, self._trail.folder, record)
        picture.save()
        if is_new_file:
            self._files.stored(picture)
            picture.refresh_from_db()  # sizes of drawings are fractions until then


def managed_fields(kind: str) -> Iterable[Field]:
    """The fields that an entry of the lists decides on."""
    names = {"key", "author", "publisher", "year", "accessed", "kind", "language", "url", "title"} if kind == "source" else {
        "key", "dark_version", *ENTRIES[kind].keys()} - {"file", "dark_file"}  # fmt: skip
    return [field for field in MODELS[kind]._meta.concrete_fields if field.name in names]


def words_of(record: Record) -> Collection[str]:
    """What an entry in another language decides on; nothing where it decides on the whole record."""
    return record.fields.keys() if record.language else ()


def state_of(record: Model, only: Collection[str] = ()) -> str:
    """A hash of what a record holds, moments and numbers left out: it tells whether somebody changed it since.

    With `only`, of these fields: what follows the source in another language is nobody's change.
    """
    fields = [field for field in record._meta.concrete_fields if field.name not in MOMENTS]
    wanted = [field for field in fields if not only or field.name in only]
    return digest_of({field.name: str(getattr(record, field.attname) or "") for field in wanted})
