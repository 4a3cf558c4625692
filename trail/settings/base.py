"""Settings that every installation shares, safe for production: no secret key, debug off."""

from zoneinfo import available_timezones

from trail.languages.choices import LANGUAGE_CHOICES, RTL_TAGS
from trail.maps.tiles import read_tiles

from .environment import env
from .logs import *  # noqa: F403
from .paths import BASE_DIR, PROJECT_DIR, VAR_DIR
from .security import *  # noqa: F403
from .security import WAGTAILDOCS_CONTENT_TYPES
from .services import *  # noqa: F403
from .store import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.str("TRAIL_SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("TRAIL_ALLOWED_HOSTS", default=[])
WAGTAILADMIN_BASE_URL = env.str("TRAIL_BASE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("TRAIL_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # Ours stand first: their templates and commands go before Wagtail's.
    "trail.store",
    "trail.core",
    "trail.publishing",
    "trail.people",
    "trail.references",
    "trail.images",
    "trail.documents",
    "trail.accounts",
    "trail.languages",
    "trail.finding",
    "trail.keeping",
    "trail.health",
    "trail.visits",
    "trail.upgrading",
    "trail.background",
    "trail.geo",
    "trail.translation",
    "trail.phrases",
    "trail.safety",
    "sites",
    "wagtail_localize",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "trail.accounts.wagtail_users.TrailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "trail.health.probes.ProbesMiddleware",
    "trail.logs.requests.RequestMiddleware",
    "trail.store.middleware.PageStoreMiddleware",
    "trail.safety.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "trail.safety.policy.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "trail.phrases.middleware.PhrasesMiddleware",
    "trail.languages.middleware.TrailLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trail.safety.two_factor.middleware.TwoFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "trail.publishing.middleware.PublicationRefusedMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "trail.urls"
WSGI_APPLICATION = "trail.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 3

# Languages
LANGUAGE_CODE = env.str("TRAIL_LANGUAGE", default="en").lower()
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = LANGUAGE_CHOICES
LANGUAGES_BIDI = RTL_TAGS
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("en", "English"),
    ("it", "Italiano"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("pl", "Polski"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [BASE_DIR / "locale", env.str("TRAIL_LOCALE_ROOT", default=str(VAR_DIR / "locale"))]
USE_I18N = True
FORMAT_MODULE_PATH = ["trail.languages.admin_formats"]
WAGTAIL_I18N_ENABLED = True
# With the default, translating a subtree publishes untranslated text and corrupts the tree (wagtail-localize, measured).
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# With the default, deleting a page throws away all that was ever translated of it.
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
# So often at most each process asks the database whether phrases have changed.
TRAIL_PHRASES_SECONDS = 1.0
# A service that translates by machine: a class of wagtail-localize or one's own, and what it is told, as JSON.
if machine_translator := env.str("TRAIL_MACHINE_TRANSLATOR", default=""):
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": machine_translator,
        "OPTIONS": env.json("TRAIL_MACHINE_TRANSLATOR_OPTIONS", default={}),
    }
TIME_ZONE = env.str("TRAIL_TIME_ZONE", default="Europe/Rome")
USE_TZ = True
# Debian's list has one entry that browsers do not know, and the account page stumbles over it.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.str("TRAIL_STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [
    PROJECT_DIR / "static",
    ("vendor/leaflet", BASE_DIR / "node_modules/leaflet/dist"),
    ("vendor/pmtiles", BASE_DIR / "node_modules/pmtiles/dist"),
]

# Wagtail
WAGTAIL_SITE_NAME = "Heritage Trail"
WAGTAILIMAGES_IMAGE_MODEL = "images.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "trail.images.forms.PictureForm"
# Measured (docs/reference/benchmarks-pictures.md): a large lead picture stays below 160 KB as AVIF.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 60
WAGTAILIMAGES_JPEG_QUALITY = 72
# The pictures of one page may take so long to be made in one request; the rest is made in the next.
TRAIL_PICTURE_SECONDS = 8.0
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("TRAIL_PICTURE_MAX_MEGABYTES", default=40) * 1024 * 1024
TRAIL_PICTURE_MAX_PIXELS = WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("TRAIL_PICTURE_MAX_PIXELS", default=80_000_000)
TRAIL_PICTURE_MAX_SIDE = env.int("TRAIL_PICTURE_MAX_SIDE", default=4096)
TRAIL_KEEP_ORIGINALS = env.bool("TRAIL_KEEP_ORIGINALS", default=False)
WAGTAILDOCS_DOCUMENT_MODEL = "documents.TrailDocument"
WAGTAILDOCS_EXTENSIONS = sorted(WAGTAILDOCS_CONTENT_TYPES)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# How long it is kept how often visitors searched for a term: a year (`manage.py searchpromotions_garbage_collect`).
WAGTAILSEARCH_HITS_MAX_AGE = 365
WAGTAIL_DATE_FORMAT = "%Y-%m-%d"
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILREDIRECTS_AUTO_CREATE = True
# The admin calls nobody else.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "document-link", "ol", "ul"]},
    },
}


# The ground of the live map: the bundled one, or the operator's own tiles, which the policy of its page then allows.
MAP_TILES = read_tiles(
    url=env.str("TRAIL_MAP_TILES_URL", default=""),
    pmtiles=env.str("TRAIL_MAP_PMTILES", default=""),
    attribution=env.str("TRAIL_MAP_TILES_ATTRIBUTION", default=""),
    max_zoom=env.int("TRAIL_MAP_TILES_MAX_ZOOM", default=18),
)
