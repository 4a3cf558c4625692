"""Database, cache, files, background work and the cache in front: by environment variables, each misuse named."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
POSTGRES = "postgres://trail:secret@db.example.org/trail"
S3 = {
    "TRAIL_S3_BUCKET": "trail-media",
    "TRAIL_S3_PUBLIC_URL": "https://media.example.org/files/",
    "TRAIL_S3_ENDPOINT": "https://s3.example.net",
    "TRAIL_S3_REGION": "eu-1",
    "TRAIL_S3_ACCESS_KEY": "the-key",
    "TRAIL_S3_SECRET_KEY": "the-secret",
}
# What is imported in a process of its own; `hidden` names modules that are then not installed.
PROGRAM = """
import json, sys
hidden, names, more = json.loads(sys.argv[1])
class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in hidden:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hide())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in hidden else found(name, package)
import trail.settings.base as base
print(json.dumps({name: getattr(base, name) for name in names}, default=str))
if more:
    import os
    os.environ["DJANGO_SETTINGS_MODULE"] = "trail.settings.base"
    import django
    django.setup()
    exec(more)
"""


def start(*names: str, hidden: tuple[str, ...] = (), more: str = "", **environment: str) -> Any:
    """The settings of those names, as a process with this environment alone has them; then the output of `more`."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, json.dumps([hidden, names, more])],
        cwd=ROOT,
        env=inherited | {"TRAIL_SECRET_KEY": "x" * 60} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(*names: str, **options: Any) -> dict[str, Any]:
    """The settings, where they can be had."""
    done = start(*names, **options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[0])


def test_nothing_is_needed_for_a_machine_of_ones_own():
    found = read(
        "CACHES", "TASKS", "STORAGES", "SESSION_ENGINE", "MEDIA_URL", "WAGTAILFRONTENDCACHE", "TRAIL_SERVE_MEDIA",
        hidden=("redis", "storages", "boto3", "psycopg_pool"),
    )  # fmt: skip

    assert found["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    assert found["CACHES"]["default"]["LOCATION"] != found["CACHES"]["renditions"]["LOCATION"]
    assert found["TASKS"]["default"]["BACKEND"].endswith("ImmediateBackend")
    assert found["STORAGES"]["default"]["BACKEND"].endswith("FileSystemStorage")
    assert found["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"
    assert found["MEDIA_URL"] == "/media/"
    assert found["WAGTAILFRONTENDCACHE"] == {}
    assert found["TRAIL_SERVE_MEDIA"] is False


@pytest.mark.parametrize("scheme", ["redis", "valkey", "rediss", "valkeys"])
def test_redis_and_valkey_are_spoken_to_alike(scheme):
    found = read("CACHES", "SESSION_ENGINE", TRAIL_CACHE_URL=f"{scheme}://:secret@cache.example.org:6379/1")

    location = found["CACHES"]["default"]["LOCATION"]
    assert location == f"{scheme.replace('valkey', 'redis')}://:secret@cache.example.org:6379/1"
    assert found["CACHES"]["default"]["KEY_PREFIX"] != found["CACHES"]["renditions"]["KEY_PREFIX"]
    assert found["SESSION_ENGINE"].endswith("cached_db")


def test_the_cache_can_be_a_table():
    found = read("CACHES", "SESSION_ENGINE", TRAIL_CACHE_URL="database://")

    assert found["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")
    assert found["SESSION_ENGINE"].endswith("backends.db")


def test_a_pool_of_connections_takes_the_place_of_kept_ones():
    found = read("DATABASES", DATABASE_URL=POSTGRES, TRAIL_DATABASE_POOL="8")["DATABASES"]["default"]

    assert found["OPTIONS"]["pool"]["max_size"] == 8
    assert found["CONN_MAX_AGE"] == 0


def test_a_database_that_is_gone_is_noticed_soon_and_a_connection_looked_at_before_it_is_used_again():
    found = read("DATABASES", DATABASE_URL=POSTGRES)["DATABASES"]["default"]
    assert found["OPTIONS"]["connect_timeout"] == 5
    assert found["CONN_HEALTH_CHECKS"] is True

    own = read("DATABASES", DATABASE_URL=f"{POSTGRES}?connect_timeout=2")["DATABASES"]["default"]
    assert str(own["OPTIONS"]["connect_timeout"]) == "2"


def test_s3_is_used_for_uploads_and_the_security_policy_follows(tmp_path: Path):
    more = (
        "from trail.core.web_server import public_headers\n"
        "print(public_headers()['Content-Security-Policy'])\n"
        "from django.core.files.storage import default_storage, storages\n"
        "print(default_storage.url('images/a b.avif'))\n"
        "print(default_storage.deconstruct())\n"
        "print(default_storage.access_key, default_storage.endpoint_url, default_storage.region_name)\n"
        "print(storages['originals'].__class__.__name__)"
    )
    done = start("MEDIA_URL", more=more, TRAIL_STATIC_ROOT=str(tmp_path), **S3)
    assert done.returncode == 0, done.stderr
    first, policy, url, written_down, key, originals = done.stdout.splitlines()
    directives = {
        name: values.split() for name, _, values in (part.strip().partition(" ") for part in policy.split(";"))
    }

    assert json.loads(first)["MEDIA_URL"] == "https://media.example.org/files/"
    assert url == "https://media.example.org/files/images/a%20b.avif"
    assert "https://media.example.org" in directives["img-src"]
    assert "https://media.example.org" not in directives["default-src"]
    assert "https://media.example.org" not in directives.get("script-src", [])
    assert key == "the-key https://s3.example.net eu-1"
    assert originals == "FileSystemStorage"
    # Wagtail writes this into the queue when a file is to be deleted.
    assert "the-secret" not in written_down
    assert "the-key" not in written_down


def test_documents_on_s3_go_through_the_site():
    assert read("WAGTAILDOCS_SERVE_METHOD", **S3)["WAGTAILDOCS_SERVE_METHOD"] == "serve_view"


def test_originals_on_s3_lie_in_a_bucket_of_their_own():
    found = read("STORAGES", TRAIL_KEEP_ORIGINALS="true", TRAIL_S3_PRIVATE_BUCKET="trail-private", **S3)["STORAGES"]

    assert found["originals"]["OPTIONS"]["bucket_name"] == "trail-private"
    assert "querystring_auth" not in found["originals"]["OPTIONS"]


IN_FRONT = {"TRAIL_TASKS": "database", "TRAIL_FRONTEND_CACHE": "http", "TRAIL_FRONTEND_CACHE_URL": "http://v:80"}


def test_the_cache_in_front_is_told_of_single_addresses_not_of_each_in_all_languages():
    found = read("WAGTAILFRONTENDCACHE_LANGUAGES", **IN_FRONT)

    assert found["WAGTAILFRONTENDCACHE_LANGUAGES"] == []


@pytest.mark.parametrize(
    ("environment", "backend"),
    [
        (IN_FRONT, "HTTPBackend"),
        (
            {
                "TRAIL_FRONTEND_CACHE": "cloudflare",
                "TRAIL_FRONTEND_CACHE_ZONE": "z",
                "TRAIL_FRONTEND_CACHE_TOKEN": "t",
                "TRAIL_FRONTEND_CACHE_HOSTS": "a.example,b.example",
            },
            "CloudflareBackend",
        ),
        (
            {
                "TRAIL_FRONTEND_CACHE": "cloudfront",
                "TRAIL_FRONTEND_CACHE_ZONE": "E1",
                "TRAIL_S3_ACCESS_KEY": "k",
                "TRAIL_S3_SECRET_KEY": "s",
            },
            "CloudfrontBackend",
        ),
    ],
)
def test_each_cache_in_front_can_be_made_from_its_settings(environment, backend):
    more = (
        "from wagtail.contrib.frontend_cache.utils import get_backends\n"
        "made = get_backends()['default']\nprint(type(made).__name__, made.hostnames)"
    )
    # boto3 would look for a region; the service has none.
    done = start(more=more, **({"AWS_DEFAULT_REGION": "us-east-1", "TRAIL_TASKS": "database"} | environment))

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(backend)
    assert ("a.example" in done.stdout) is ("TRAIL_FRONTEND_CACHE_HOSTS" in environment)


@pytest.mark.parametrize(
    ("variable", "environment"),
    [
        ("TRAIL_CACHE_URL", {"TRAIL_CACHE_URL": "memcached://secret@here"}),
        ("TRAIL_CACHE_URL", {"TRAIL_CACHE_URL": "redis://"}),
        ("TRAIL_TASKS", {"TRAIL_TASKS": "celery"}),
        ("TRAIL_DATABASE_POOL", {"TRAIL_DATABASE_POOL": "many"}),
        ("TRAIL_S3_PUBLIC_URL", S3 | {"TRAIL_S3_PUBLIC_URL": ""}),
        ("TRAIL_S3_PUBLIC_URL", S3 | {"TRAIL_S3_PUBLIC_URL": "media.example.org"}),
        ("TRAIL_S3_PRIVATE_BUCKET", S3 | {"TRAIL_KEEP_ORIGINALS": "true"}),
        ("TRAIL_FRONTEND_CACHE", {"TRAIL_TASKS": "database", "TRAIL_FRONTEND_CACHE": "akamai"}),
        ("TRAIL_FRONTEND_CACHE", IN_FRONT | {"TRAIL_TASKS": "immediate"}),
        ("TRAIL_FRONTEND_CACHE_URL", IN_FRONT | {"TRAIL_FRONTEND_CACHE_URL": ""}),
        ("TRAIL_FRONTEND_CACHE_ZONE", IN_FRONT | {"TRAIL_FRONTEND_CACHE": "cloudflare"}),
        ("TRAIL_FRONTEND_CACHE_ZONE", IN_FRONT | {"TRAIL_FRONTEND_CACHE": "cloudfront"}),
    ],
)
def test_what_cannot_be_used_is_named_without_its_secrets(variable, environment):
    done = start(**environment)

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert f"{variable} cannot be used" in last
    assert "docs/reference/environment.md" in last
    assert "secret" not in last


@pytest.mark.parametrize(
    ("hidden", "environment"),
    [
        ("redis", {"TRAIL_CACHE_URL": "valkey://here:6379/0"}),
        ("storages", S3),
        ("boto3", S3),
        ("psycopg_pool", {"DATABASE_URL": POSTGRES, "TRAIL_DATABASE_POOL": "4"}),
    ],
)
def test_a_package_that_is_missing_is_named_with_the_remedy(hidden, environment):
    done = start(hidden=(hidden,), **environment)

    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "which is not installed: pip install -r requirements-production.txt" in last
