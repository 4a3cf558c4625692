"""The list of licences: complete, with addresses for machines and for people, and read back from what files say."""

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from trail.images.licences import Licence, from_name, from_uri, grouped_choices, human_link, spdx_id
from trail.images.models import Picture

CC = [one for one in Licence if "creativecommons.org/licenses" in one.value]
RS = [one for one in Licence if "rightsstatements.org" in one.value]
ADDRESSES = [*CC, *RS, Licence.CC0, Licence.PUBLIC_DOMAIN]


def test_the_list_is_complete() -> None:
    assert len(CC) == 30 and len(RS) == 12
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0"):
        assert sum(one.value.endswith(f"/{version}/") for one in CC) == 6
    assert set(Licence) - set(ADDRESSES) == {Licence.UNKNOWN, Licence.PERMISSION}


def test_each_stands_once_in_the_groups_and_the_usual_ones_first() -> None:
    groups = grouped_choices()
    values = [groups[0][0], *(value for _name, members in groups[1:] for value, _label in members)]
    assert sorted(values) == sorted(Licence.values) and len(values) == len(set(values))
    assert values[:5] == ["unknown", "permission", Licence.PUBLIC_DOMAIN, Licence.CC0, Licence.CC_BY_4]


@pytest.mark.django_db
def test_the_form_shows_the_groups(sign_in: object) -> None:
    picture = factories.make_picture()
    form = sign_in("editor").get(f"/admin/images/{picture.pk}/").content.decode()  # type: ignore[operator]
    assert '<optgroup label="Often met">' in form and '<optgroup label="RightsStatements.org">' in form


def test_short_names_match_their_addresses() -> None:
    for one in CC:
        terms, version = one.value.removeprefix("http://creativecommons.org/licenses/").strip("/").split("/")
        assert one.label == f"CC {terms.upper()} {version}"


@pytest.mark.parametrize("one", ADDRESSES)
def test_every_address_is_read_back_in_all_its_forms(one: Licence) -> None:
    bare = one.value.removeprefix("http://").rstrip("/")
    spellings = [
        f"http://{bare}/",
        f"https://{bare}",
        f"//{bare}/",
        f"https://www.{bare}/",
        f"  HTTPS://{bare.upper()}/ ",
    ]
    spellings += [human_link(one), f"{human_link(one)}?language=en", f"{human_link(one)}#ref"]
    if one not in RS:
        spellings += [f"https://{bare}/{end}" for end in ("deed.it", "deed.pt-br", "legalcode", "legalcode.de", "deed")]
    assert {from_uri(spelling) for spelling in spellings} == {one}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "unknown",
        "permission",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/3.0/it/",  # ported: a licence of its own
        "https://creativecommons.org/licenses/by/3.0/igo/",
        "https://creativecommons.org/licenses/by/5.0/",
        "https://creativecommons.org/licenses/nc/1.0/",
        "https://creativecommons.org/licenses/by-nc-nd/1.0/",  # that version has by-nd-nc
        "https://creativecommons.org/licenses/publicdomain/",
        "https://creativecommons.org.evil.example/licenses/by/4.0/",
        "https://evil.example/?creativecommons.org/licenses/by/4.0/",
        "javascript://creativecommons.org/licenses/by/4.0/",
        "https://rightsstatements.org/vocab/InC/2.0/",
    ],
)
def test_what_is_not_in_the_list_stays_unknown(address: str) -> None:
    assert from_uri(address) is Licence.UNKNOWN


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    assert from_uri(text) in Licence and from_name(text) in Licence


@pytest.mark.parametrize("one", CC)
def test_short_names_are_read(one: Licence) -> None:
    assert from_name(one.label) == from_name(one.label.lower().replace(" ", "-")) == one


def test_other_short_names() -> None:
    assert from_name("CC0") == from_name("cc0 1.0") == from_name("CC-Zero") == Licence.CC0
    assert from_name("CC BY-ND-NC 4.0") == Licence.CC_BY_NC_ND_4
    assert from_name("CC BY") == from_name("CC BY-SA-ND 4.0") == from_name("MIT") == Licence.UNKNOWN


def test_identifiers_for_re_users() -> None:
    assert spdx_id(Licence.CC_BY_SA_2_5) == "CC-BY-SA-2.5"
    assert spdx_id(Licence.CC_BY_ND_NC_1) == "CC-BY-NC-ND-1.0"
    assert spdx_id(Licence.CC0) == "CC0-1.0"
    assert spdx_id(Licence.IN_COPYRIGHT) == spdx_id(Licence.PERMISSION) == spdx_id(Licence.UNKNOWN) == ""


def test_people_are_led_to_a_page_for_people() -> None:
    assert human_link(Licence.CC_BY_4) == "https://creativecommons.org/licenses/by/4.0/"
    assert human_link(Licence.IN_COPYRIGHT) == "https://rightsstatements.org/page/InC/1.0/"
    assert human_link(Licence.PERMISSION) == human_link(Licence.UNKNOWN) == ""


@pytest.mark.django_db
def test_names_of_all_licences_can_be_printed() -> None:
    for one in ADDRESSES:
        assert Template("{{ picture.licence_name }}").render(Context({"picture": Picture(licence=one)})) == one.label
