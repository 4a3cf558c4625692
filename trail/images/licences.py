"""The licences and rights statements that a picture can carry.

The key is the machine's URI (http, as Creative Commons and RightsStatements.org publish it); the human link is https.
Sources: https://creativecommons.org/licenses/list.en, https://rightsstatements.org/page/1.0/.
"""

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UNKNOWN = "unknown"
PERMISSION = "permission"
_CC = "http://creativecommons.org/licenses"
_PD = "http://creativecommons.org/publicdomain"
_RS = "http://rightsstatements.org/vocab"


class Licence(models.TextChoices):
    """What may be done with a picture. Short names are international and are not translated.

    Of the first version only the six are listed that later versions kept; it has “by-nd-nc” where they have “by-nc-nd”.
    """

    UNKNOWN = UNKNOWN, pgettext_lazy("trail", "Unknown")
    PERMISSION = PERMISSION, pgettext_lazy("trail", "Permission granted to us")
    CC0 = f"{_PD}/zero/1.0/", "CC0 1.0"
    PUBLIC_DOMAIN = f"{_PD}/mark/1.0/", pgettext_lazy("trail", "Public domain")
    CC_BY_4 = f"{_CC}/by/4.0/", "CC BY 4.0"
    CC_BY_SA_4 = f"{_CC}/by-sa/4.0/", "CC BY-SA 4.0"
    CC_BY_NC_4 = f"{_CC}/by-nc/4.0/", "CC BY-NC 4.0"
    CC_BY_ND_4 = f"{_CC}/by-nd/4.0/", "CC BY-ND 4.0"
    CC_BY_NC_SA_4 = f"{_CC}/by-nc-sa/4.0/", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND_4 = f"{_CC}/by-nc-nd/4.0/", "CC BY-NC-ND 4.0"
    CC_BY_3 = f"{_CC}/by/3.0/", "CC BY 3.0"
    CC_BY_SA_3 = f"{_CC}/by-sa/3.0/", "CC BY-SA 3.0"
    CC_BY_NC_3 = f"{_CC}/by-nc/3.0/", "CC BY-NC 3.0"
    CC_BY_ND_3 = f"{_CC}/by-nd/3.0/", "CC BY-ND 3.0"
    CC_BY_NC_SA_3 = f"{_CC}/by-nc-sa/3.0/", "CC BY-NC-SA 3.0"
    CC_BY_NC_ND_3 = f"{_CC}/by-nc-nd/3.0/", "CC BY-NC-ND 3.0"
    CC_BY_2_5 = f"{_CC}/by/2.5/", "CC BY 2.5"
    CC_BY_SA_2_5 = f"{_CC}/by-sa/2.5/", "CC BY-SA 2.5"
    CC_BY_NC_2_5 = f"{_CC}/by-nc/2.5/", "CC BY-NC 2.5"
    CC_BY_ND_2_5 = f"{_CC}/by-nd/2.5/", "CC BY-ND 2.5"
    CC_BY_NC_SA_2_5 = f"{_CC}/by-nc-sa/2.5/", "CC BY-NC-SA 2.5"
    CC_BY_NC_ND_2_5 = f"{_CC}/by-nc-nd/2.5/", "CC BY-NC-ND 2.5"
    CC_BY_2 = f"{_CC}/by/2.0/", "CC BY 2.0"
    CC_BY_SA_2 = f"{_CC}/by-sa/2.0/", "CC BY-SA 2.0"
    CC_BY_NC_2 = f"{_CC}/by-nc/2.0/", "CC BY-NC 2.0"
    CC_BY_ND_2 = f"{_CC}/by-nd/2.0/", "CC BY-ND 2.0"
    CC_BY_NC_SA_2 = f"{_CC}/by-nc-sa/2.0/", "CC BY-NC-SA 2.0"
    CC_BY_NC_ND_2 = f"{_CC}/by-nc-nd/2.0/", "CC BY-NC-ND 2.0"
    CC_BY_1 = f"{_CC}/by/1.0/", "CC BY 1.0"
    CC_BY_SA_1 = f"{_CC}/by-sa/1.0/", "CC BY-SA 1.0"
    CC_BY_NC_1 = f"{_CC}/by-nc/1.0/", "CC BY-NC 1.0"
    CC_BY_ND_1 = f"{_CC}/by-nd/1.0/", "CC BY-ND 1.0"
    CC_BY_NC_SA_1 = f"{_CC}/by-nc-sa/1.0/", "CC BY-NC-SA 1.0"
    CC_BY_ND_NC_1 = f"{_CC}/by-nd-nc/1.0/", "CC BY-ND-NC 1.0"
    IN_COPYRIGHT = f"{_RS}/InC/1.0/", pgettext_lazy("trail", "In copyright")
    IN_COPYRIGHT_EU_ORPHAN = f"{_RS}/InC-OW-EU/1.0/", pgettext_lazy("trail", "In copyright, EU orphan work")
    IN_COPYRIGHT_EDUCATIONAL = f"{_RS}/InC-EDU/1.0/", pgettext_lazy("trail", "In copyright, educational use permitted")
    IN_COPYRIGHT_NON_COMMERCIAL = (
        f"{_RS}/InC-NC/1.0/",
        pgettext_lazy("trail", "In copyright, non-commercial use permitted"),
    )
    IN_COPYRIGHT_UNLOCATABLE = f"{_RS}/InC-RUU/1.0/", pgettext_lazy("trail", "In copyright, rights holder unlocatable")
    NO_COPYRIGHT_CONTRACT = f"{_RS}/NoC-CR/1.0/", pgettext_lazy("trail", "No copyright, contractual restrictions")
    NO_COPYRIGHT_NON_COMMERCIAL = f"{_RS}/NoC-NC/1.0/", pgettext_lazy("trail", "No copyright, non-commercial use only")
    NO_COPYRIGHT_OTHER = f"{_RS}/NoC-OKLR/1.0/", pgettext_lazy("trail", "No copyright, other legal restrictions")
    NO_COPYRIGHT_US = f"{_RS}/NoC-US/1.0/", pgettext_lazy("trail", "No copyright, United States")
    NOT_EVALUATED = f"{_RS}/CNE/1.0/", pgettext_lazy("trail", "Copyright not evaluated")
    UNDETERMINED = f"{_RS}/UND/1.0/", pgettext_lazy("trail", "Copyright undetermined")
    NO_KNOWN_COPYRIGHT = f"{_RS}/NKC/1.0/", pgettext_lazy("trail", "No known copyright")


COMMON = (
    Licence.PERMISSION,
    Licence.PUBLIC_DOMAIN,
    Licence.CC0,
    Licence.CC_BY_4,
    Licence.CC_BY_SA_4,
    Licence.IN_COPYRIGHT,
)


def grouped_choices() -> list[tuple[Any, Any]]:
    """All licences for a select element, in groups; what editors meet most often stands first."""
    rest = [one for one in Licence if one not in COMMON and one is not Licence.UNKNOWN]
    groups = {
        _("Often met"): COMMON,
        "Creative Commons 4.0": [one for one in rest if one.value.endswith("/4.0/")],
        _("Older Creative Commons licences"): [
            one for one in rest if one.value.startswith(_CC) and not one.value.endswith("/4.0/")
        ],
        "RightsStatements.org": [one for one in rest if one.value.startswith(_RS)],
    }
    return [
        (Licence.UNKNOWN.value, Licence.UNKNOWN.label),
        *((name, [(one.value, one.label) for one in members]) for name, members in groups.items()),
    ]


def human_link(licence: str) -> str:
    """The page that explains a licence to people; empty for permissions and unknown."""
    if licence.startswith(_RS):
        return licence.replace("http://", "https://", 1).replace("/vocab/", "/page/", 1)
    return licence.replace("http://", "https://", 1) if licence.startswith("http://") else ""


_URI = re.compile(
    r"""(?:https?:)?//(?:www\.)?
    (?:(?P<cc>creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/[0-9.]+)
       (?:/(?:deed|legalcode|rdf)(?:[.-][a-z0-9_-]+)*)?
      |rightsstatements\.org/(?:vocab|page|data)/(?P<rs>[a-z-]+/[0-9.]+))
    /?(?:[?\#].*)?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_BY_ADDRESS = {one.value.removeprefix("http://").strip("/").casefold(): one for one in Licence}


def from_uri(uri: str) -> Licence:
    """The licence that an address names: with http or https, with or without “www”, final slash, deed or legal code.

    What is not in the list stays unknown rather than becoming something near it. So does a licence that was ported to
    a country (`/by/3.0/it/`): it is a text of its own, with terms of its own.
    """
    found = _URI.fullmatch(uri.strip())
    if found is None:
        return Licence.UNKNOWN
    address = found["cc"] or f"rightsstatements.org/vocab/{found['rs']}"
    return _BY_ADDRESS.get(address.casefold(), Licence.UNKNOWN)


_NAME = re.compile(
    r"cc[ _-]?(?:(?P<zero>0|zero)(?:[ _-]v?1(?:\.0)?)?|(?P<terms>by(?:[ _-](?:nc|nd|sa))*)[ _-]v?(?P<version>\d\.\d))"
)
_ORDER = ("by", "nc", "nd", "sa")


def from_name(name: str) -> Licence:
    """The licence that a short name means: “CC BY-SA 4.0”, “CC0”. A name without its version stays unknown."""
    found = _NAME.fullmatch(" ".join(name.split()).casefold())
    if found is None:
        return Licence.UNKNOWN
    if found["zero"]:
        return Licence.CC0
    terms = sorted(re.split("[ _-]", found["terms"]), key=_ORDER.index)
    version = found["version"]
    if version == "1.0" and terms == ["by", "nc", "nd"]:
        terms = ["by", "nd", "nc"]
    return from_uri(f"{_CC}/{'-'.join(terms)}/{version}/")


def spdx_id(licence: str) -> str:
    """The identifier in the SPDX list of licences, for re-users; empty where the list has none."""
    if licence == Licence.CC0:
        return "CC0-1.0"
    if not licence.startswith(_CC):
        return ""
    terms, version = licence.removeprefix(f"{_CC}/").strip("/").split("/")
    # SPDX has one order of the terms for all versions.
    return f"CC-{terms.replace('nd-nc', 'nc-nd').upper()}-{version}"
