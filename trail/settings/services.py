"""What the site stands on: database, cache, sessions, files, background work, mail, and the cache of a CDN in front.

One machine needs none of these variables but the database's; several share PostgreSQL, Redis or Valkey, and S3 storage
(`docs/how-to/run-many.md`). What is asked for and cannot be had stops the start with a message that says how to get it.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import env
from .paths import BASE_DIR, VAR_DIR

TASK_BACKENDS = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "trail.background.backend.WorkerBackend",
}


def need(package: str, module: str, variable: str) -> None:
    """Stop where a package is missing that `variable` asks for."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{variable} needs the package {package}, which is not installed: "
            "pip install -r requirements-production.txt"
        )


def unusable(variable: str, why: str) -> ImproperlyConfigured:
    """An error that names the variable and where it is described. The value is left out: it may hold a password."""
    return ImproperlyConfigured(
        f"The environment variable {variable} cannot be used: {why} See docs/reference/environment.md."
    )


# Database
def database(url: dict[str, Any], pool: int) -> dict[str, Any]:
    """The database, with what its kind needs to serve visitors and editors at the same time."""
    if url["ENGINE"].endswith("sqlite3"):
        # WAL lets visitors read while an editor writes; IMMEDIATE makes two writers wait instead of failing.
        return url | {
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                # seconds: so long a worker may write when somebody takes a whole campaign down or up.
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        }
    # A server that is gone is noticed in seconds, not when the network gives up.
    options = {"connect_timeout": 5} | url.get("OPTIONS", {})
    if not pool:
        return url | {"OPTIONS": options}
    need("psycopg[pool]", "psycopg_pool", "TRAIL_DATABASE_POOL")
    # Django: a pool and connections that are kept by themselves exclude each other.
    return url | {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": options | {"pool": {"min_size": 1, "max_size": pool, "timeout": 10}},
    }


DATABASES = {
    "default": database(
        env.dj_db_url(
            "DATABASE_URL",
            default=f"sqlite:///{VAR_DIR / 'trail.sqlite3'}",
            conn_max_age=60,
            conn_health_checks=True,
        ),
        env.int("TRAIL_DATABASE_POOL", default=0),
    )
}


# Cache and sessions
def caches(address: str) -> dict[str, dict[str, Any]]:
    """Two caches of one kind: all that is worth keeping, and Wagtail's renditions of pictures; and one of files."""
    scheme = urlsplit(address).scheme
    if scheme in {"redis", "rediss", "valkey", "valkeys"}:
        need("redis", "redis", "TRAIL_CACHE_URL")
        if not urlsplit(address).hostname:
            raise unusable("TRAIL_CACHE_URL", "it names no host.")
        # Valkey speaks the same protocol; the client knows it by the older name.
        backend = "django.core.cache.backends.redis.RedisCache"
        location = address.replace("valkey", "redis", 1) if scheme.startswith("valkey") else address
    elif scheme == "database":
        backend, location = "django.core.cache.backends.db.DatabaseCache", "trail_cache"
    elif scheme == "locmem":
        backend, location = "django.core.cache.backends.locmem.LocMemCache", ""
    else:
        raise unusable("TRAIL_CACHE_URL", "use locmem://, database://, redis://host:6379/0 or valkey://host:6379/0.")
    default = {"BACKEND": backend, "LOCATION": location, "KEY_PREFIX": "trail"}
    renditions = default | {"KEY_PREFIX": "renditions", "TIMEOUT": 600}
    if scheme == "locmem":
        renditions["LOCATION"] = "renditions"
    # The pieces of the map, which all processes of a machine share (trail.finding.space.pieces).
    pieces = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "pieces",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
    return {"default": default, "renditions": renditions, "pieces": pieces}


cache_address = env.str("TRAIL_CACHE_URL", default="locmem://")
CACHES = caches(cache_address)
# Sessions outlive a cache that was emptied: they are read from it only where it is faster than the database.
SESSION_ENGINE = "django.contrib.sessions.backends." + (
    "cached_db" if "redis" in CACHES["default"]["BACKEND"] else "db"
)

# Files
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("TRAIL_MEDIA_ROOT", default=str(BASE_DIR / "media")))
# Whether Django hands uploads out itself: where no web server stands in front.
TRAIL_SERVE_MEDIA = env.bool("TRAIL_SERVE_MEDIA", default=False)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "trail.core.static_files.HashedStaticFiles"},
    # Pictures as they were uploaded, with all that cameras write into them: no web server hands these out.
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "originals", "base_url": None},
    },
}


def public_address(variable: str, address: str) -> str:
    """The address that uploads are fetched from, with a slash at its end."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise unusable(variable, "it must be a whole address such as https://media.example.org.")
    return f"{address.rstrip('/')}/"


s3_bucket = env.str("TRAIL_S3_BUCKET", default="")
s3_private = env.str("TRAIL_S3_PRIVATE_BUCKET", default="")
s3_public = env.str("TRAIL_S3_PUBLIC_URL", default="")
# Read by django-storages as settings of its own. They must not stand in STORAGES: what stands there is written into the
# queue when a file is to be deleted.
AWS_S3_ENDPOINT_URL = env.str("TRAIL_S3_ENDPOINT", default="") or None
AWS_S3_REGION_NAME = env.str("TRAIL_S3_REGION", default="") or None
AWS_S3_ACCESS_KEY_ID = env.str("TRAIL_S3_ACCESS_KEY", default="") or None
AWS_S3_SECRET_ACCESS_KEY = env.str("TRAIL_S3_SECRET_KEY", default="") or None
if s3_bucket:
    need("django-storages[s3]", "storages", "TRAIL_S3_BUCKET")
    need("django-storages[s3]", "boto3", "TRAIL_S3_BUCKET")
    if not s3_public:
        raise unusable("TRAIL_S3_PUBLIC_URL", "TRAIL_S3_BUCKET needs it: the address visitors fetch its files from.")
    if env.bool("TRAIL_KEEP_ORIGINALS", default=False) and not s3_private:
        raise unusable(
            "TRAIL_S3_PRIVATE_BUCKET", "TRAIL_KEEP_ORIGINALS needs it with S3: originals never lie where all can read."
        )
    # The content security policy follows it (trail.safety.policy).
    MEDIA_URL = public_address("TRAIL_S3_PUBLIC_URL", s3_public)
    # Through the site, which knows who may have a document: Wagtail would send visitors on to the bucket.
    WAGTAILDOCS_SERVE_METHOD = "serve_view"
    scheme, _, domain = MEDIA_URL.rstrip("/").partition("//")
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": s3_bucket,
            "custom_domain": domain,
            "url_protocol": scheme,
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }
    if s3_private:
        STORAGES["originals"] = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": s3_private, "file_overwrite": False},
        }


# Background work
def task_backend(kind: str) -> str:
    """The backend of that name; `dummy` and the like are for tests only."""
    if kind not in TASK_BACKENDS:
        raise unusable("TRAIL_TASKS", f"use one of: {', '.join(TASK_BACKENDS)}.")
    return TASK_BACKENDS[kind]


TASKS = {"default": {"BACKEND": task_backend(env.str("TRAIL_TASKS", default="immediate")), "QUEUES": []}}
BY_WORKER = TASKS["default"]["BACKEND"] == TASK_BACKENDS["database"]

# Mail: nothing is sent until a server is named.
EMAIL = env.dj_email_url("TRAIL_EMAIL_URL", default="console://")
# With a worker, mails are put into the database in the transaction that causes them, and the worker delivers them.
TRAIL_MAIL_DELIVERY = EMAIL["EMAIL_BACKEND"]
EMAIL_BACKEND = "trail.background.mail.QueueingBackend" if BY_WORKER else TRAIL_MAIL_DELIVERY
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = EMAIL["EMAIL_TIMEOUT"] or 15
DEFAULT_FROM_EMAIL = env.str("TRAIL_FROM_EMAIL", default="heritage-trail@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False


# The cache of somebody else in front
def frontend_cache(kind: str) -> dict[str, dict[str, Any]]:
    """Who else keeps our pages and is told when one changes; nobody where no kind is named."""
    if not kind:
        return {}
    if not BY_WORKER:
        raise unusable("TRAIL_FRONTEND_CACHE", "it needs TRAIL_TASKS=database: the worker sends the messages.")
    common = {"HOSTNAMES": hosts} if (hosts := env.list("TRAIL_FRONTEND_CACHE_HOSTS", default=[])) else {}
    location = env.str("TRAIL_FRONTEND_CACHE_URL", default="")
    zone = env.str("TRAIL_FRONTEND_CACHE_ZONE", default="")
    token = env.str("TRAIL_FRONTEND_CACHE_TOKEN", default="")
    if kind == "http":
        if not location:
            raise unusable("TRAIL_FRONTEND_CACHE_URL", "TRAIL_FRONTEND_CACHE=http needs it: where PURGE is sent to.")
        backend, options = "HTTPBackend", {"LOCATION": location}
    elif kind == "cloudflare":
        if not (zone and token):
            raise unusable("TRAIL_FRONTEND_CACHE_ZONE", "cloudflare needs it and TRAIL_FRONTEND_CACHE_TOKEN.")
        backend, options = "CloudflareBackend", {"ZONEID": zone, "BEARER_TOKEN": token}
    elif kind == "cloudfront":
        need("django-storages[s3]", "boto3", "TRAIL_FRONTEND_CACHE")
        if not zone:
            raise unusable("TRAIL_FRONTEND_CACHE_ZONE", "cloudfront needs it: the id of the distribution.")
        backend = "CloudfrontBackend"
        options = {
            "DISTRIBUTION_ID": zone,
            "AWS_ACCESS_KEY_ID": AWS_S3_ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": AWS_S3_SECRET_ACCESS_KEY,
        }
    else:
        raise unusable("TRAIL_FRONTEND_CACHE", "use http (nginx, Varnish), cloudflare or cloudfront.")
    return {"default": {"BACKEND": f"wagtail.contrib.frontend_cache.backends.{backend}", **options, **common}}


WAGTAILFRONTENDCACHE = frontend_cache(env.str("TRAIL_FRONTEND_CACHE", default=""))
# Addresses are purged as they are named: by default Wagtail multiplies each by all languages that there could be.
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []
