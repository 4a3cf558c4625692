"""YAML as text with line numbers."""

import pytest

from sites.loading.faults import Faults
from sites.loading.tree import Mapping, Scalar, Sequence, read_yaml


def read(text: str) -> tuple[object, list[tuple[int, str]]]:
    faults = Faults()
    node = read_yaml(text, "x.md", 2, faults)
    return node, [(fault.line, fault.message) for fault in faults]


def test_values_keep_their_letters_and_lines() -> None:
    node, faults = read('country: NO\nposition:\n  latitude: 41.8750\nwhen: "1944-06"\nlist: [a, b]\n')
    assert not faults
    assert isinstance(node, Mapping)
    assert node.entries["country"].value.text == "NO"
    position = node.entries["position"].value
    assert isinstance(position, Mapping)
    assert position.entries["latitude"].line == 4
    assert position.entries["latitude"].value.text == "41.8750"
    assert isinstance(node.entries["list"].value, Sequence)


def test_a_text_behind_a_bar_begins_on_the_next_line() -> None:
    node, _faults = read("introduction: |\n  One.\n\n  Two.\n")
    value = node.entries["introduction"].value
    assert isinstance(value, Scalar)
    assert (value.line, value.text_line, value.text) == (2, 3, "One.\n\nTwo.\n")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 4, "stands here twice"),
        ("a: 1\nb: [1, 2\nc: 3\n", 4, "cannot be read"),
        ("title: Rome: the city\n", 2, "cannot be read"),
        ("a: &x 1\nb: *x\n", 2, "Anchors"),
        ("a: 1\nb: !!python/object:os.system x\n", 3, "tags"),
        ("a: 1\n---\nb: 2\n", 4, "more than one"),
        ("a: " + "[" * 40 + "]" * 40, 2, "too deeply"),
        ("a:\n\tb: 1\n", 3, "cannot be read"),
        ("{[a]: 1}\n", 2, "A key must be a word"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, line: int, words: str) -> None:
    _node, faults = read(text)
    assert [found for found, _message in faults] == [line]
    assert words in faults[0][1]
