"""What the programs of the fault tests can say and do. It runs in processes of their own, which are killed."""

import io
import json
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

HOST = "trail.example"


def say(word: str, **found: Any) -> None:
    """A line to the test."""
    print(json.dumps({"word": word, **found}), flush=True)


def pause(*_arguments: Any, **_more: Any) -> None:
    """Come to the place, say so, and wait: for the word to go on, or for the end."""
    say("here")
    sys.stdin.readline()


def after(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with a pause after its n-th call; 0: before the first."""
    calls: list[int] = []

    def wrapped(*arguments: Any, **more: Any) -> Any:
        if number == 0:
            pause()
        done = function(*arguments, **more)
        calls.append(1)
        if len(calls) == number:
            pause()
        return done

    return wrapped


def environ(path: str, method: str = "GET", body: bytes = b"", **more: Any) -> dict[str, Any]:
    """What a WSGI server hands over for an anonymous visitor."""
    path, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "CONTENT_LENGTH": str(len(body)),
        **more,
    }


def asked(application: Any, path: str, **more: Any) -> tuple[int, str]:
    """Status and text of an answer."""
    given: list[str] = []
    answer = application(environ(path, **more), lambda status, headers, *_error: given.append(status))
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(given[0][:3]), body.decode()


@cache
def site() -> Any:
    """The site with its store in front, as a server runs it. Nobody looks after the store unless the test says so."""
    from trail.store import minding

    minding.mind = lambda: None
    from trail.wsgi import application

    return application


def ask(path: str, **more: Any) -> tuple[int, str]:
    """What a visitor gets."""
    return asked(site(), path, **more)


def kept(path: str) -> str:
    """What the server in front gives without asking Django; empty where it would ask."""
    from trail.languages.root import answer_from_facts
    from trail.store.serving import FromTheStore

    site()

    def nothing(_environ: Any, start: Any) -> list[bytes]:
        start("599 Django was asked", [])
        return [b""]

    return asked(FromTheStore(nothing, root=answer_from_facts), path)[1]


def fresh(path: str) -> str:
    """The page made anew by Django alone."""
    status, text = ask(f"{path}?made-anew=1")
    assert status == 200, text[:500]
    return text


def on_the_shelf() -> dict[str, str]:
    """All whole pages in the store, by file; raises where one is not whole."""
    import gzip

    import brotli

    from trail.store.entry import unpacked
    from trail.store.stores import the_store

    readers: dict[str, Callable[[bytes], bytes]] = {
        "entry": lambda content: unpacked(content).bodies[""],
        "index.html": lambda content: content,
        "index.html.gz": gzip.decompress,
        "index.html.br": brotli.decompress,
    }
    folder = the_store().folder
    files = [file for name in ("ok", "entries", "old") for file in (folder / name).rglob("*") if file.is_file()]
    return {
        file.relative_to(folder).as_posix(): readers[file.name](file.read_bytes()).decode()
        for file in files
        if file.name in readers
    }


def publish(slug: str = "about", **changes: Any) -> None:
    """Publish a page with some changes, as an editor does."""
    from wagtail.models import Page

    draft = Page.objects.get(slug=slug).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False).publish()
