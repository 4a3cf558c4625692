"""Drawings come through unharmed; programs, calls to other hosts and attacks on browsers do not."""

from pathlib import Path

import pytest
import resvg_py

from trail.images.intake import Refused, take_in
from trail.images.intake.svg import sanitised
from trail.images.serving import serve_media
from trail.safety.headers import upload_headers

from .files import png, svg

DEMO = sorted((Path(__file__).resolve().parents[2] / "demo/pictures").glob("*.svg"))


def drawn(content: bytes) -> bytes:
    """The drawing as a PNG."""
    return bytes(resvg_py.svg_to_bytes(svg_string=content.decode(), width=240))


def test_there_are_drawings_in_the_demo() -> None:
    assert len(DEMO) > 20


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_our_own_drawings_come_through_to_the_last_pixel(path: Path) -> None:
    content = path.read_bytes()
    taken = take_in(path.name, content)
    assert drawn(taken.content) == drawn(content)
    assert not taken.notes
    assert (b"<title>" in taken.content) == (b"<title>" in content)
    assert take_in(path.name, taken.content).content == taken.content


ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script elsewhere": '<script href="https://evil.example/x.js"/>',
    "handler": '<rect width="9" height="9" onclick="alert(1)" OnLoad="alert(1)"/>',
    "foreign object": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="//evil.example"/></body></foreignObject>',
    "html": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    "link": '<a xlink:href="javascript:alert(1)"><text>t</text></a><a href="https://evil.example/"><text>t</text></a>',
    "entity in link": '<a href="&#106;avascript:alert(1)"><text>t</text></a>',
    "image": '<image href="https://evil.example/x.png" width="9" height="9"/><image xlink:href="/admin/" width="9" height="9"/>',
    "file": '<image href="file:///etc/passwd" width="9" height="9"/><use href="../secret.svg#a"/>',
    "svg in data": '<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>',
    "html in data": '<a href="data:text/html,evil.example"><text>t</text></a>',
    "lie in data": '<image href="data:image/png;base64,PHNjcmlwdD4=" width="9" height="9"/>',
    "import": "<style>@import url(https://evil.example/x.css); .a{fill:red}</style>",
    "import in cdata": "<style><![CDATA[@import 'https://evil.example/x.css';]]></style>",
    "font": "<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>",
    "url in style": '<rect width="9" height="9" style="fill:url(https://evil.example/#a)"/>',
    "url in attribute": '<rect width="9" height="9" fill="url(//evil.example/x.svg#a)" filter="url(\'http://evil.example\')"/>',
    "escaped url": r'<rect width="9" height="9" style="fill:u\72l(https://evil.example/#a)"/>',
    "animation": '<a id="l"><animate attributeName="href" to="javascript:alert(1)"/><text>t</text></a><set attributeName="onload" to="alert(1)"/>',
    "instruction": '<?xml-stylesheet href="https://evil.example/x.css"?>',
    "fe image": '<filter id="f"><feImage href="https://evil.example/x.png"/></filter>',
    "handler as text": '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>',
    "embed": '<iframe src="https://evil.example"/><audio src="https://evil.example/a"/><embed src="https://evil.example/"/>',
}  # fmt: skip
SIGNS = (b"alert", b"evil.example", b"javascript", b"onclick", b"onload", b"foreignObject", b"@import", b"passwd", b"/admin/",
         b"<script", b"animate", b"secret", b"PHN", b"stylesheet")  # fmt: skip


@pytest.mark.parametrize("inside", ATTACKS.values(), ids=ATTACKS)
def test_what_could_harm_is_taken_out_and_the_rest_stays(inside: str) -> None:
    taken = take_in("x.svg", svg(inside))
    lower = taken.content.lower()
    assert not [sign for sign in SIGNS if sign.lower() in lower]
    assert b"M0 0h60v80H0z" in taken.content


def test_the_editor_is_told_what_was_taken_out() -> None:
    taken = take_in("x.svg", svg(ATTACKS["script"] + ATTACKS["handler"] + ATTACKS["animation"]))
    (note,) = map(str, taken.notes)
    for words in ("scripts", "event handlers", "animations"):
        assert words in note


def test_what_is_harmless_stays() -> None:
    inside = (
        '<style>.a{fill:url(#g);stroke:#123}</style><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
        '<clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)" class="a"><use xlink:href="#r"/></g>'
        '<symbol id="r"><circle r="4"/></symbol><text xml:space="preserve" x="3"><tspan x="1">a</tspan><tspan dy="2">b</tspan></text>'
        '<image href="data:image/png;base64,%s" width="9" height="9"/>'
    )
    import base64

    inside %= base64.b64encode(png(40, 1)).decode()
    content = svg(inside)
    taken = take_in("x.svg", content)
    assert not taken.notes
    assert b'<tspan x="1">a</tspan><tspan dy="2">b</tspan>' in taken.content
    assert drawn(taken.content) == drawn(content)


def test_a_plain_doctype_is_no_reason_to_refuse() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    taken = take_in("x.svg", svg("", before=f'<?xml version="1.0"?>{doctype}'))
    assert b"DOCTYPE" not in taken.content


LAUGHS = "".join(f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(9))
REFUSED = {
    "entities": (svg("<text>&b;</text>", before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "entities"),
    "external entity": (
        svg("<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "entities",
    ),
    "millions by use": (svg(LAUGHS + '<g id="g9"><path d="M0 0"/></g>'), "too complex"),
    "itself": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "contains itself"),
    "too deep": (svg("<g>" * 300 + "</g>" * 300), "too complex"),
    "very deep": (svg("<g>" * 60_000 + "</g>" * 60_000), "too complex"),
    "damaged": (svg("<g>"), "damaged"),
    "size of nothing": (svg("", attributes='width="0" height="0"'), "cannot be drawn"),
    "not svg": (b"<html><body/></html>", "no SVG"),
    "no namespace": (b'<svg width="9" height="9"/>', "namespace"),
    "too heavy": (svg("<!--" + "x" * 5_300_000 + "-->"), "5 megabytes"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_attacks_a_browser_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as caught:
        take_in("x.svg", content)
    assert words in " ".join(caught.value.messages)


def test_every_word_of_the_drawing_stays_where_an_element_is_taken_out() -> None:
    content, _removed = sanitised(svg("<text>before<script>x</script>behind<set/>after</text>"))
    assert b"beforebehindafter" in content


def test_a_drawing_opened_by_its_address_may_do_nothing(tmp_path: Path, rf: object) -> None:
    (tmp_path / "x.svg").write_bytes(svg(""))
    (tmp_path / "x.png").write_bytes(png(4, 1))
    drawing = serve_media(rf.get("/media/x.svg"), "x.svg", document_root=tmp_path)  # type: ignore[attr-defined]
    assert "default-src 'none'" in drawing["Content-Security-Policy"]
    assert "sandbox" in drawing["Content-Security-Policy"]
    photograph = serve_media(rf.get("/media/x.png"), "x.png", document_root=tmp_path)  # type: ignore[attr-defined]
    assert dict(drawing.headers) | upload_headers("x.svg") == dict(drawing.headers)
    assert photograph["Content-Disposition"].startswith("inline")
    assert drawing["X-Content-Type-Options"] == photograph["X-Content-Type-Options"] == "nosniff"
