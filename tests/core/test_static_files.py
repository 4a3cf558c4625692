"""A static file's name changes with its content, and who imports it knows the name."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from trail.core.static_files import HashedStaticFiles


def names(folder: Path, words: str) -> dict[str, Any]:
    """Two modules, one of which imports the other: the names under which they are stored."""
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "words.js").write_text(words)
    (folder / "js" / "page.js").write_text('import { words } from "./words.js";\nwords();\n')
    kept = HashedStaticFiles(location=str(folder), base_url="/static/")
    paths = {name: (FileSystemStorage(str(folder)), name) for name in ("js/words.js", "js/page.js")}
    return {name: hashed for name, hashed, _done in kept.post_process(paths) if hashed}


def test_a_module_imports_the_version_that_belongs_to_it(tmp_path: Path) -> None:
    first = names(tmp_path / "first", "export const words = () => 1;\n")
    second = names(tmp_path / "second", "export const words = () => 2;\n")
    page = (tmp_path / "first" / first["js/page.js"]).read_text()
    assert f'"./{Path(first["js/words.js"]).name}"' in page
    # A module is another one where only what it imports has changed.
    assert first["js/page.js"] != second["js/page.js"]
