"""Figures as a page shows them: the current counts first, the others beside them, the parts as a table with bars."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import npgettext, pgettext

from trail.core.sources import NumberedSources
from trail.dates.display import describe
from trail.languages.cldr import format_number, sort_key, territory_name
from trail.references.models import Source

from ..models import Figure

TOTAL_ORDER = ("burials", "victims", "identified", "unidentified", "commemorated", "killed", "deported", "returned")
PART_KINDS = ("burials", "commemorated", "victims", "killed")
# A part's bar is drawn on a scale of this many units.
BAR_UNITS = 100


@dataclass(frozen=True)
class ShownFigure:
    """One count in words: `number` is formatted for the reader, `basis` says as of when and after whom."""

    number: str
    label: str
    basis: str
    note: str
    source: Source | None
    source_number: int | None
    value: int


@dataclass(frozen=True)
class PartRow:
    """One nation's or force's part; `bar` is its length in hundredths of the largest."""

    name: str
    number: str
    bar: int
    note: str
    source_number: int | None


@dataclass(frozen=True)
class PartsTable:
    """The parts of one total, and whether they add up to it."""

    kind: str
    title: str
    rows: list[PartRow]
    listed: str
    basis: str
    source_numbers: list[int]
    difference: str
    notes: list[str]


@dataclass
class FiguresView:
    """All figures of a page as the template shows them."""

    headline: list[ShownFigure] = field(default_factory=list)
    more: list[ShownFigure] = field(default_factory=list)
    other_counts: list[ShownFigure] = field(default_factory=list)
    parts: list[PartsTable] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.headline or self.more or self.other_counts or self.parts)


def figures_view(figures: Iterable[Figure], sources: NumberedSources, language: str) -> FiguresView:
    """Sort a page's figures into headline totals (at most four), further counts, differing counts and tables of parts."""
    figures = list(figures)
    by_pk = {entry.source.pk: entry.source for entry in sources}
    view = FiguresView()

    def shown(figure: Figure) -> ShownFigure:
        source = by_pk.get(figure.source_id)
        return ShownFigure(
            number=qualified_number(figure, language),
            label=label_of(figure, language),
            basis=basis_of(figure, source, language),
            note=figure.note,
            source=source,
            source_number=sources.number_of(figure.source_id),
            value=figure.value,
        )

    totals = [figure for figure in figures if figure.is_current and figure.counts_all]
    totals.sort(key=lambda figure: TOTAL_ORDER.index(figure.kind) if figure.kind in TOTAL_ORDER else len(TOTAL_ORDER))
    view.headline = [shown(figure) for figure in totals[:4]]
    view.more = [shown(figure) for figure in totals[4:]]
    for kind in dict.fromkeys(figure.kind for figure in figures):
        parts = [
            figure
            for figure in figures
            if figure.kind == kind and figure.is_current and (figure.nation or figure.force_id)
        ]
        if len(parts) > 1:
            total = next((figure for figure in totals if figure.kind == kind), None)
            rest = sum(
                figure.value
                for figure in figures
                if figure.kind == kind and figure.is_current and figure.label and figure not in parts
            )
            view.parts.append(parts_table(kind, parts, total, rest, sources, by_pk, language))
        else:
            view.more += [shown(figure) for figure in parts]
    view.more += [
        shown(figure)
        for figure in figures
        if figure.is_current and figure.label and not (figure.nation or figure.force_id)
    ]
    view.other_counts = [shown(figure) for figure in figures if not figure.is_current]
    return view


def parts_table(
    kind: str,
    parts: list[Figure],
    total: Figure | None,
    rest: int,
    sources: NumberedSources,
    by_pk: dict[int, Source],
    language: str,
) -> PartsTable:
    """The parts of one kind by nation or force, largest first, with a sentence where they do not make up the total.

    `rest` counts those of the kind that have a label and no nation ("other"): with them the parts may add up.
    """
    largest = max(figure.value for figure in parts) or 1
    ordered = sorted(parts, key=lambda figure: (-figure.value, sort_key(part_name(figure, language), language)))
    listed = sum(figure.value for figure in parts)
    difference = ""
    if total is not None and total.value not in {listed, listed + rest}:
        difference = pgettext(
            "trail", "The list adds up to %(listed)s; the total given is %(total)s. We show both until we know."
        ) % {"listed": format_number(listed, language), "total": format_number(total.value, language)}
    bases = list(dict.fromkeys(basis_of(figure, by_pk.get(figure.source_id), language) for figure in ordered))
    numbers = dict.fromkeys(sources.number_of(figure.source_id) for figure in ordered)
    return PartsTable(
        kind=kind,
        title=parts_title(kind),
        rows=[
            PartRow(
                name=part_name(figure, language),
                number=qualified_number(figure, language),
                bar=max(1, round(figure.value * BAR_UNITS / largest)) if figure.value else 0,
                note=figure.note,
                source_number=sources.number_of(figure.source_id),
            )
            for figure in ordered
        ],
        listed=format_number(listed, language),
        basis=bases[0] if len(bases) == 1 else "",
        source_numbers=[number for number in numbers if number],
        difference=difference,
        notes=list(dict.fromkeys(figure.note for figure in ordered if figure.note)),
    )


def parts_title(kind: str) -> str:
    """The heading above a table of parts."""
    if kind == Figure.Kind.COMMEMORATED:
        return pgettext("trail", "Named here, by country")
    if kind in {Figure.Kind.BURIALS, Figure.Kind.IDENTIFIED}:
        return pgettext("trail", "Burials by country")
    return pgettext("trail", "By country")


def part_name(figure: Figure, language: str) -> str:
    """The nation (by CLDR) or force of a part, with its label where it has one."""
    name = str(figure.force) if figure.force_id else territory_name(figure.nation, language)
    return f"{name} ({figure.label})" if figure.label else name


def label_of(figure: Figure, language: str) -> str:
    """The word under a number: what is counted."""
    words = {
        "burials": npgettext("trail", "burial", "burials", figure.value),
        "identified": npgettext("trail", "identified", "identified", figure.value),
        "unidentified": npgettext("trail", "unidentified", "unidentified", figure.value),
        "commemorated": npgettext("trail", "named on the memorial", "named on the memorial", figure.value),
        "victims": npgettext("trail", "victim", "victims", figure.value),
        "killed": npgettext("trail", "killed", "killed", figure.value),
        "wounded": npgettext("trail", "wounded", "wounded", figure.value),
        "arrested": npgettext("trail", "arrested", "arrested", figure.value),
        "deported": npgettext("trail", "deported", "deported", figure.value),
        "returned": npgettext("trail", "came back", "came back", figure.value),
        "prisoners": npgettext("trail", "prisoner", "prisoners", figure.value),
        "other": "",
    }
    what = words[figure.kind]
    if figure.label:
        says_it_all = not what or what.casefold() in figure.label.casefold()
        what = figure.label if says_it_all else f"{what}, {figure.label}"
    if figure.nation or figure.force_id:
        name = str(figure.force) if figure.force_id else territory_name(figure.nation, language)
        what = f"{what}, {name}"
    return what


def qualified_number(figure: Figure, language: str) -> str:
    """The number as a reader of the language writes it, with how sure it is."""
    number = format_number(figure.value, language)
    if figure.value_to:
        number = f"{number}–{format_number(figure.value_to, language)}"
    phrases = {
        Figure.Qualifier.ABOUT: pgettext("trail", "about %(number)s"),
        Figure.Qualifier.AT_LEAST: pgettext("trail", "at least %(number)s"),
        Figure.Qualifier.AT_MOST: pgettext("trail", "at most %(number)s"),
    }
    return phrases.get(figure.qualifier, "%(number)s") % {"number": number}


def basis_of(figure: Figure, source: Source | None, language: str) -> str:
    """As of when the number holds: its own date, else the year of the source, else the day the source was read."""
    if figure.as_of:
        basis = pgettext("trail", "As of %(date)s") % {"date": describe(figure.as_of, language)}
    elif source is not None and source.year:
        basis = pgettext("trail", "As the source of %(year)s gives it") % {"year": source.year}
    elif source is not None and (read := read_on(source)):
        basis = pgettext("trail", "As the source gives it, read on %(date)s") % {"date": describe(read, language)}
    else:
        basis = pgettext("trail", "As the source gives it; its date is not known")
    if figure.qualifier == Figure.Qualifier.DISPUTED:
        basis = pgettext("trail", "%(basis)s; disputed") % {"basis": basis}
    return basis


def read_on(source: Source) -> str:
    """The day a source was read, as ISO 8601, if its record begins with one."""
    first = source.accessed.partition(" ")[0]
    try:
        return date.fromisoformat(first).isoformat()
    except ValueError:
        return ""
