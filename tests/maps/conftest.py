"""Reading finished maps."""

import gzip
from xml.etree import ElementTree

import pytest

from trail.maps.geometry import Box
from trail.maps.records import Drawing
from trail.maps.waymarks import NARROW

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "defs", "g", "path", "use", "circle", "ellipse", "text", "tspan"}


def texts(svg: str) -> set[str]:
    """All words on a map, without the marks that keep right-to-left names together."""
    root = ElementTree.fromstring(svg)
    return {
        " ".join("".join(line.itertext()) for line in ([*node] or [node])).strip("\u2067\u2069")
        for node in root.iter(f"{SVG}text")
    }


def ids(svg: str) -> list[str]:
    """All ids on a map."""
    return [node.get("id", "") for node in ElementTree.fromstring(svg).iter() if node.get("id")]


def weight(svg: str) -> int:
    """Bytes as sent."""
    return len(gzip.compress(svg.encode(), 9))


def assert_sound(drawing: Drawing, budget: int = 25 * 1024) -> None:
    """What holds for every map, whatever is on it."""
    assert drawing.title and drawing.description
    assert weight(drawing.svg) <= budget
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    known = ids(drawing.svg)
    assert len(known) == len(set(known))
    assert set((root.get("aria-labelledby") or "").split()) <= set(known)
    for node in root.iter():
        assert node.tag.removeprefix(SVG) in TAGS
        assert not any(name == "style" or name.startswith("on") for name in node.attrib)
        link = node.get("href")
        assert link is None or (link.startswith("#") and link[1:] in known)
        assert "nan" not in (node.get("d") or "") and "inf" not in (node.get("d") or "")
    sheet = Box(0, 0, drawing.width, drawing.height)
    for mark in drawing.marks:
        assert sheet.grown(-mark.radius).has(*mark.at), mark
    for labels, scale in ((drawing.labels, 1.0), (drawing.narrow_labels, NARROW)):
        boxes = [(label.text, box) for label in labels for box in label.boxes]
        for text, box in boxes:
            assert sheet.holds(box), text
        for index, (text, box) in enumerate(boxes):
            for other_text, other in boxes[index + 1 :]:
                assert text == other_text or not box.overlaps(other), (text, other_text)
        for label in labels:
            for mark in drawing.marks:
                x, y = mark.at
                nearest = min(max(x, label.box.x0), label.box.x1), min(max(y, label.box.y0), label.box.y1)
                apart = ((nearest[0] - x) ** 2 + (nearest[1] - y) ** 2) ** 0.5
                assert apart >= mark.radius * scale * 0.8, (label.text, mark)


@pytest.fixture
def sound():  # type: ignore[no-untyped-def]
    """The check that every map passes."""
    return assert_sound
