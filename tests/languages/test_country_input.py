"""A country is chosen by its name and kept as its code."""

import pytest
from django.utils.translation import override

from trail.languages.widgets import CountryInput, countries


@pytest.mark.parametrize(("language", "name"), [("en", "Italy"), ("it", "Italia"), ("de", "Italien")])
def test_countries_have_their_names(language: str, name: str) -> None:
    assert ("IT", name) in countries(language)


def test_they_stand_in_the_order_of_the_language() -> None:
    names = [name for _code, name in countries("en")]
    assert names.index("Albania") < names.index("Italy") < names.index("Zambia")
    assert "European Union" not in names


def test_the_list_is_in_the_readers_language() -> None:
    with override("it"):
        assert '<option value="GB" selected>Regno Unito</option>' in CountryInput().render("nation", "GB")


def test_an_unknown_code_is_not_lost() -> None:
    assert '<option value="SU" selected>SU</option>' in CountryInput().render("nation", "SU")
