"""How static files are stored: compressed, and under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """As WhiteNoise stores them; and a JavaScript module that imports another names the version that belongs to it.

    Browsers keep these files for years. Without it, a module imported by its plain name could be an old one.
    """

    support_js_module_import_aggregation = True
