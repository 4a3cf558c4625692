"""The phrases of a language as a gettext catalogue: out, to be shipped with the code; in, as translators bring them."""
