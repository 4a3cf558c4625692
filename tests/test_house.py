"""Rules of the house that no linter knows."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KERNEL = sorted((ROOT / "trail").rglob("*.py"))
# The one door: the project's addresses and settings put both halves together.
JOINTS = {ROOT / "trail" / "urls.py", ROOT / "trail" / "settings" / "base.py"}


def imported(path: Path) -> set[str]:
    """The top-level names of the packages that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(
    "path", [path for path in KERNEL if path not in JOINTS], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_kernel_does_not_know_the_content(path: Path) -> None:
    assert "sites" not in imported(path)


def test_languages_do_not_know_translation() -> None:
    """What CLDR knows and which languages there are lies below what is done to translate into them."""
    for path in (ROOT / "trail" / "languages").rglob("*.py"):
        assert "trail.translation" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("folder", ["trail", "sites"])
def test_modules_hold_one_idea(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 330
    }
    assert not long


def test_no_template_is_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "templates").rglob("*.html")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 110
    }
    assert not long


def test_templates_carry_no_inline_script_or_style() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert "onclick=" not in text, path


def ours_imported_within(path: Path) -> list[tuple[str, str]]:
    """Module and name of what is imported of our own within functions: a start of the site does not try these."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = []
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.ImportFrom):
                continue
            base = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            module = f"{base}{node.module or ''}".rstrip(".")
            if module.partition(".")[0] in {"trail", "sites", "bench"}:
                found += [(module, alias.name) for alias in node.names]
    return found


@pytest.mark.parametrize("folder", ["trail", "sites", "bench"])
def test_what_is_imported_late_is_there(folder: str) -> None:
    missing = []
    for path in (ROOT / folder).rglob("*.py"):
        for module, name in ours_imported_within(path):
            try:
                if not hasattr(importlib.import_module(module), name):
                    importlib.import_module(f"{module}.{name}")
            except ImportError as error:
                missing.append(f"{path.relative_to(ROOT)}: {error}")
    assert not missing
