"""The licences and rights statements that a picture can carry.

The key is the machine's URI (http, as Creative Commons and RightsStatements.org publish it); the human link is https.
Sources: https://creativecommons.org/licenses/, https://rightsstatements.org/page/1.0/.
"""

from django.db import models
from django.utils.translation import pgettext_lazy

UNKNOWN = "unknown"
PERMISSION = "permission"
_CC = "http://creativecommons.org/licenses"
_RS = "http://rightsstatements.org/vocab"


class Licence(models.TextChoices):
    """What may be done with a picture. Short names are international and are not translated."""

    UNKNOWN = UNKNOWN, pgettext_lazy("trail", "Unknown")
    PERMISSION = PERMISSION, pgettext_lazy("trail", "Permission granted to us")
    CC0 = "http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"
    PUBLIC_DOMAIN = "http://creativecommons.org/publicdomain/mark/1.0/", pgettext_lazy("trail", "Public domain")
    CC_BY_4 = f"{_CC}/by/4.0/", "CC BY 4.0"
    CC_BY_SA_4 = f"{_CC}/by-sa/4.0/", "CC BY-SA 4.0"
    CC_BY_NC_4 = f"{_CC}/by-nc/4.0/", "CC BY-NC 4.0"
    CC_BY_ND_4 = f"{_CC}/by-nd/4.0/", "CC BY-ND 4.0"
    CC_BY_NC_SA_4 = f"{_CC}/by-nc-sa/4.0/", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND_4 = f"{_CC}/by-nc-nd/4.0/", "CC BY-NC-ND 4.0"
    CC_BY_3 = f"{_CC}/by/3.0/", "CC BY 3.0"
    CC_BY_SA_3 = f"{_CC}/by-sa/3.0/", "CC BY-SA 3.0"
    CC_BY_2 = f"{_CC}/by/2.0/", "CC BY 2.0"
    CC_BY_SA_2 = f"{_CC}/by-sa/2.0/", "CC BY-SA 2.0"
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


def human_link(licence: str) -> str:
    """The page that explains a licence to people; empty for permissions and unknown."""
    return licence.replace("http://", "https://", 1) if licence.startswith("http://") else ""
