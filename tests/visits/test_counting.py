"""What is counted, that it is counted once, and that nothing of a reader is kept."""

import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Locale

from tests.visits.test_lines import COMBINED, FIREFOX, caddy
from trail.visits import counting
from trail.visits.counting import CannotCount, count, opened
from trail.visits.models import CountedLog, VisitCount

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 4)


def line(
    path: str = "/en/campaign/", status: int = 200, method: str = "GET", agent: str = FIREFOX, day: str = "04"
) -> str:
    text = COMBINED.replace("/en/campaign/?from=mail", path).replace(" 200 ", f" {status} ").replace(FIREFOX, agent)
    return text.replace('"GET', f'"{method}').replace("[04", f"[{day}") + "\n"


@pytest.fixture(autouse=True)
def italian(db: None) -> None:
    Locale.objects.get_or_create(language_code="it")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "access.log"
    path.write_text(line() + line("/it/") + line())
    return path


def read(path: Path, *, save: bool = True) -> int:
    with opened(path) as file:
        return count(file, save=save).total


def kept() -> dict[tuple[str, str], int]:
    return {(str(row.day), row.path): row.count for row in VisitCount.objects.all()}


def test_pages_that_people_read_are_counted(log: Path) -> None:
    log.write_text(
        line() + line("/en/campaign/?utm=x#top") + line("/en/", status=304) + line("/it/%C3%A8/") + line(day="05")
    )
    assert read(log) == 5
    assert kept() == {
        ("2026-06-04", "/en/campaign/"): 2,
        ("2026-06-04", "/en/"): 1,
        ("2026-06-04", "/it/è/"): 1,
        ("2026-06-05", "/en/campaign/"): 1,
    }
    assert set(VisitCount.objects.values_list("language", flat=True)) == {"en", "it"}


@pytest.mark.parametrize(
    "other",
    [
        line(status=404),
        line(status=302),
        line(status=500),
        line(method="POST"),
        line(method="HEAD"),
        line("/admin/pages/3/"),
        line("/static/trail/css/site.css"),
        line("/media/images/a.jpg"),
        line("/en/map/places.json"),
        line("/en/search/suggest"),
        line("/en/feeds/stories.atom"),
        line("/robots.txt"),
        line("/-/live"),
        line("/"),
        line("/fr/"),
        line("/en"),
        line("*"),
        line("/en/%00/"),
        line("/en/" + "x" * 600 + "/"),
        line(agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        line(agent="-"),
    ],
)
def test_all_else_is_not(log: Path, other: str) -> None:
    log.write_text(other)
    assert read(log) == 0 and kept() == {}


def test_a_day_is_a_day_of_the_trail(log: Path) -> None:
    log.write_text(line().replace("04/Jun/2026:10:30:00 +0200", "03/Jun/2026:22:30:00 +0000"))
    read(log)
    assert VisitCount.objects.get().day == DAY


def test_reading_again_counts_nothing_twice(log: Path) -> None:
    assert [read(log), read(log)] == [3, 0]
    with log.open("a") as file:
        file.write(line("/it/"))
    assert [read(log), read(log)] == [1, 0]
    assert kept() == {("2026-06-04", "/en/campaign/"): 2, ("2026-06-04", "/it/"): 2}


def test_a_line_that_is_being_written_is_counted_when_it_is_whole(log: Path) -> None:
    whole = line("/it/")
    with log.open("a") as file:
        file.write(whole[:70])
    assert read(log) == 3
    with log.open("a") as file:
        file.write(whole[70:])
    assert read(log) == 1


@pytest.mark.parametrize("lines", [1, 3, 700], ids=["short", "some", "longer than its known beginning"])
def test_a_log_that_was_renamed_and_compressed_is_known_again(log: Path, lines: int) -> None:
    log.write_text("".join(line(f"/en/{number}/") for number in range(lines)))
    assert read(log) == lines
    with log.open("a") as file:
        file.write(line("/it/last/"))
    older = log.with_name("access.log.1")
    log.rename(older)
    log.write_text(line("/en/first-of-the-new/"))
    packed = log.with_name("access.log.2.gz")
    packed.write_bytes(gzip.compress(older.read_bytes()))
    assert [read(packed), read(older), read(log), read(log)] == [1, 0, 1, 0]
    assert VisitCount.objects.count() == lines + 2


def test_a_log_that_is_not_there_is_passed_over_only_if_that_is_said(log: Path) -> None:
    missing = str(log.with_name("access.log.1"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("visits", "--log", missing, "--log", str(log), "--quiet")
    assert kept() == {}
    call_command("visits", "--if-there", "--log", missing, "--log", str(log), "--quiet")
    assert sum(kept().values()) == 3


def test_two_logs_that_begin_alike_are_two(tmp_path: Path) -> None:
    """Two servers note the same probe first."""
    one, other = tmp_path / "one.log", tmp_path / "other.log"
    one.write_text(line("/en/") + line("/en/a/"))
    other.write_text(line("/en/") + line("/en/b/") + line("/en/c/"))
    assert [read(one), read(other), read(one), read(other)] == [2, 3, 0, 0]


def test_what_is_piped_in_is_counted_once_too(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        """Gives little at a time."""

        def __init__(self) -> None:
            self.buffer = self
            self.content = io.BytesIO(log.read_bytes())

        def read(self, size: int) -> bytes:
            return self.content.read(min(size, 100))

        def readline(self, size: int) -> bytes:
            return self.content.readline(size)

    for _time in range(2):
        monkeypatch.setattr("sys.stdin", Pipe())
        call_command("visits", "--log", "-", "--quiet")
    assert sum(kept().values()) == 3


def test_two_who_count_at_once_do_not_count_twice(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = counting._count_lines

    def and_meanwhile_another(*arguments: object) -> int:
        monkeypatch.setattr(counting, "_count_lines", lines)
        read(log)
        return lines(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(counting, "_count_lines", and_meanwhile_another)
    with pytest.raises(CannotCount, match="at the same time"):
        read(log)
    assert sum(kept().values()) == 3


def test_nothing_of_a_reader_is_kept(log: Path) -> None:
    log.write_text(line(agent="Mozilla/5.0 Firefox/unmistakable") + caddy() + "\n")
    read(log)
    with connection.cursor() as cursor:
        for model in (VisitCount, CountedLog):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows = str(cursor.fetchall())
            for trace in ("192.0.2.17", "unmistakable", "e.org"):
                assert trace not in rows
    assert {field.name for field in VisitCount._meta.get_fields()} == {"id", "day", "language", "path", "count"}


def test_the_command_shows_and_exports(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("visits", "--log", log)
    told = capsys.readouterr()
    assert "3 new lines, 3 pages read." in told.err
    assert [row.split() for row in told.out.splitlines()] == [
        ["day", "language", "times"],
        ["2026-06-04", "en", "2"],
        ["2026-06-04", "it", "1"],
    ]
    call_command("visits", "--by", "page", "--csv")
    assert capsys.readouterr().out == "language,path,times\nen,/en/campaign/,2\nit,/it/,1\n"
    call_command("visits", "--by", "language", "--csv", "--since", "2026-06-05")
    assert capsys.readouterr().out == "language,times\n"
    assert read(log) == 0


def test_it_only_looks_where_it_is_told_to(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("visits", "--log", log, "--no-save", "--by", "language", "--csv", "--since", "2026-06-04")
    assert capsys.readouterr().out == "language,times\nen,2\nit,1\n"
    assert kept() == {} and read(log) == 3


def test_bad_lines_are_reported(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.write_text(line() + "garbage\n\n" + json.dumps({"a": 1}) + "\n" + "x" * 3_000_000 + "\n" + line())
    call_command("visits", "--log", log, "--quiet")
    told = capsys.readouterr()
    assert "lines were not understood" in told.err and told.out == ""
    assert sum(kept().values()) == 2


@pytest.mark.parametrize(
    ("content", "fault"),
    [(None, "No such file"), (gzip.compress(line().encode() * 500)[:200], "cannot be read"), (b"\x1f\x8bnonsense", "cannot be read")],
)  # fmt: skip
def test_a_log_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, fault: str) -> None:
    path = tmp_path / "access.log"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=rf"access\.log.*{fault}"):
        call_command("visits", "--log", path)
    assert kept() == {}


@pytest.mark.parametrize("arguments", [["--no-save"], ["--since", "yesterday"], ["--by", "address"]])
def test_nonsense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("visits", *arguments)


def test_few_queries_however_long_the_log(log: Path, django_assert_max_num_queries: Callable[[int], object]) -> None:
    log.write_text("".join(line(f"/en/{number % 150}/") for number in range(5000)))
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert read(log) == 5000
