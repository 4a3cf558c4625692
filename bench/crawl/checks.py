"""The judgement of what was seen. Each check says what it found; none of them can be told to look away."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .document import Pointer
from .findings import Finding
from .targets import Targets, fault_of_syntax
from .visits import Visit

# Bytes: HTML, styles and scripts under gzip; fonts as they are, for they are compressed in themselves.
TEXT_BUDGET = 60_000
FONT_BUDGET = 90_000


def page_faults(visit: Visit) -> Iterator[Finding]:
    """Status, heading, description, accessibility, complaints: what one page shows by itself."""
    if visit.error:
        yield Finding(visit.address, "visit", visit.error, "open the page in a browser and see what keeps it")
    if visit.status != 200:
        yield Finding(visit.address, "status", f"status {visit.status}", "the sitemap names only pages that answer 200")
        return
    document = visit.document
    if document.headings != 1:
        yield Finding(visit.address, "heading", f"{document.headings} <h1>", "one <h1>, the page's title")
    if len(document.descriptions) != 1 or not document.descriptions[0]:
        count = len([text for text in document.descriptions if text])
        yield Finding(visit.address, "description", f"{count} descriptions", "give the page a summary")
    for state, found in visit.axe.items():
        for fault in found:
            yield Finding(visit.address, "axe", f"({state}) {fault}", "mend the template or the styles")
    for complaint in visit.complaints:
        yield Finding(visit.address, "console", complaint, "mend the script, or what it calls for")
    for failure in visit.failures:
        yield Finding(visit.address, "resource", failure, "put the file in its place, or take the reference out")


def strangers(visit: Visit, targets: Targets) -> Iterator[Finding]:
    """Requests to other hosts."""
    for kind, address in visit.requests:
        if not targets.is_ours(address):
            yield Finding(visit.address, "host", f"asks {address} for a {kind}", "serve it from the site itself")


def shared_descriptions(visits: Iterable[Visit]) -> Iterator[Finding]:
    """Descriptions that two pages of a language have in common."""
    pages: dict[tuple[str, str], list[str]] = defaultdict(list)
    for visit in visits:
        if visit.status == 200:
            for text in visit.document.descriptions:
                if text:
                    pages[visit.document.language, text].append(visit.address)
    for (_language, text), addresses in pages.items():
        for address in addresses[1:]:
            what = f"the description of {addresses[0]}: “{text[:80]}”"
            yield Finding(address, "description", what, "give each page a summary of its own")


def broken_pointers(visit: Visit, targets: Targets) -> Iterator[Finding]:
    """Links, pictures and files that are not there; fragments without their element; addresses of no form."""
    for pointer in dict.fromkeys(visit.document.pointers):
        if not pointer.is_web:
            fault = fault_of_syntax(pointer.address)
        elif targets.is_ours(pointer.address):
            fault = _fault_here(pointer, targets)
        else:
            targets.outside.add(pointer.target)
            fault = fault_of_syntax(pointer.written)
        if fault:
            what = f"{pointer.kind} “{pointer.written}”: {fault}"
            yield Finding(visit.address, "broken", what, "point it at what is there, or take it out")


def _fault_here(pointer: Pointer, targets: Targets) -> str:
    target = targets[pointer.target]
    if target.error:
        return target.error
    if target.status != 200:
        return f"status {target.status}"
    if pointer.kind == "picture" and not (target.kind.startswith("image/") and target.size):
        return f"no picture but {target.kind}, {target.size} bytes"
    if pointer.fragment and target.kind == "text/html" and pointer.fragment not in {*target.ids, "top"}:
        return f"there is no “{pointer.fragment}” on the page"
    return ""


def text_weight(visit: Visit, targets: Targets) -> int:
    """Bytes under gzip of the page, its styles and its scripts."""
    asked = {
        address for kind, address in visit.requests if kind in {"stylesheet", "script"} and targets.is_ours(address)
    }
    return targets[visit.address].packed + sum(targets[address].packed for address in asked)


def font_weight(visit: Visit, targets: Targets) -> int:
    """Bytes of the fonts that the page asked for."""
    return sum(
        targets[address].size for address in {a for kind, a in visit.requests if kind == "font" and targets.is_ours(a)}
    )


def too_heavy(visit: Visit, targets: Targets) -> Iterator[Finding]:
    """Pages over the budget."""
    text, fonts = text_weight(visit, targets), font_weight(visit, targets)
    if text > TEXT_BUDGET:
        what = f"{text:,} bytes of HTML, styles and scripts under gzip, over {TEXT_BUDGET:,}"
        yield Finding(visit.address, "weight", what, "shorten the page, the styles or the scripts")
    if fonts > FONT_BUDGET:
        names = ", ".join(sorted({a.rpartition("/")[2] for kind, a in visit.requests if kind == "font"}))
        what = f"{fonts:,} bytes of fonts, over {FONT_BUDGET:,}: {names}"
        yield Finding(visit.address, "weight", what, "use fewer fonts or smaller cuts of them")


def judge(visits: list[Visit], targets: Targets) -> list[Finding]:
    """All that is wrong with the pages, but for their validity."""
    reached = [visit for visit in visits if visit.status == 200]
    for visit in reached:
        targets.know(visit.document, visit.status, visit.html)
    found = list(shared_descriptions(reached))
    for visit in visits:
        found += page_faults(visit)
        found += strangers(visit, targets)
    for visit in reached:
        found += broken_pointers(visit, targets)
        found += too_heavy(visit, targets)
    return found
