"""A credit as it stands in a manuscript or under a picture, split into its parts.

`Top image: View of Rome today © Luciano Mortula/iStock` is the label “Top image”, the caption “View of Rome today”, the
creator “Luciano Mortula” and the agency “iStock”. Nothing is thrown away: what cannot be split for certain stays whole
in the caption.
"""

import re
import unicodedata
from dataclasses import dataclass

_SEPARATORS = " ,;:|–—-/·"
_PICTURE_WORDS = (
    r"image|picture|photo|photograph|photography|illustration|drawing|map|painting|portrait|still|poster|"
    r"foto|fotografie|fotografia|bild|abbildung|immagine|imagen|imagem|obraz|zdjęcie|zdjecie|صورة|الصورة|תמונה"
)
_NAMED = rf"(?:(?:{_PICTURE_WORDS})\s+)?(?:credits?|courtesy|copyright|crediti?|crédits?|bildnachweis|quelle)"
# A map or a painting is named by what it shows: “Map: The Gustav Line” is a label, “Photo: Anna Rossi” is a credit.
_LABELS_ONLY = re.compile(r"map|painting|portrait|still|poster|obraz", re.IGNORECASE)
_CREDIT_WORDS = "|".join(word for word in _PICTURE_WORDS.split("|") if not _LABELS_ONLY.fullmatch(word))
# Words that introduce a credit. Those with a colon stand at the beginning or behind a caption.
_COLON_MARK = rf"(?:{_NAMED}|{_CREDIT_WORDS}|ph\.?|source|fonte|autor|author|©|\(c\))\s*:"
_WORD_MARK = (
    r"(?:image |picture |photo(?:graph)? )?(?:courtesy(?: of)?|by courtesy of)(?=\s)|"
    rf"(?:{_PICTURE_WORDS})\s+(?:by|von|di|par|por)(?=\s)|by(?=\s)|©|\(c\)|copyright(?=\s)"
)
_MARK = re.compile(rf"(?<!\w)(?P<mark>(?:{_COLON_MARK}|{_WORD_MARK})(?:\s*(?:©|\(c\)))?)\s*", re.IGNORECASE)
_LABEL = re.compile(rf"(?P<label>(?:[\w'’]+\s+){{0,4}}(?:{_PICTURE_WORDS})(?:\s+[\w'’]+){{0,2}})\s*:\s+", re.IGNORECASE)
_POSITION = re.compile(
    r"(?:top|main|lead|cover|header|hero|title|bottom|left|right|middle|centre|center|background|banner|thumbnail|inset|"
    r"first|second|third|fourth|fifth|last|opening|closing|oben|unten|links|rechts|prima|seconda|immagine di)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?P<year>(?:c\.|ca\.|circa)?\s?\d{4}(?:\s?[-–/]\s?\d{2,4})?),?\s+(?=\S)", re.IGNORECASE)
_LICENCE = re.compile(
    r"[\s,;|(/–—-]+(?P<licence>(?:licen[cs]ed under\s+|licen[cs]e:?\s+)?"
    r"(?:cc[ -]?by(?:[ -](?:nc|nd|sa))*(?:[ -]v?\d(?:\.\d)?)?(?:\s+(?:international|unported|generic|deed))?"
    r"|cc[ -]?0(?:[ -]1\.0)?|public domain(?: mark)?(?: 1\.0)?|all rights reserved|gemeinfrei|pubblico dominio))\)?\.?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?<![:/])/(?!/)\s*|\s+(?:via|for|on)\s+|\s+[|]\s+")
_OF_A_COLLECTION = re.compile(r"courtesy|by courtesy", re.IGNORECASE)
_MANY = 100


@dataclass(frozen=True)
class CreditLine:
    """The parts of a credit; those that the text does not have are empty."""

    label: str = ""
    caption: str = ""
    # The sign or the words that introduce the credit, as they were written.
    mark: str = ""
    year: str = ""
    creator: str = ""
    # How creator and agency are joined: “/” or a word such as “via”.
    joint: str = ""
    agency: str = ""
    licence: str = ""

    def __str__(self) -> str:
        """The parts put together in the usual form."""
        head = f"{self.label}: " if self.label else ""
        credit = self.credit
        if self.licence:
            credit = f"{credit}, {self.licence}" if credit else self.licence
        return head + " ".join(filter(None, (self.caption, self.mark, self.year, credit)))

    @property
    def credit(self) -> str:
        """Creator and agency, as they are printed under a picture."""
        joint = self.joint if self.joint in {"", "/"} else f" {self.joint} "
        return f"{self.creator}{joint}{self.agency}"

    @property
    def copyright_notice(self) -> str:
        """With the sign, if the text had one."""
        if not re.search(r"©|\(c\)|copyright", self.mark, re.IGNORECASE) or not self.credit:
            return ""
        return " ".join(filter(None, ("©", self.year, self.credit)))


def parse(text: str) -> CreditLine:
    """Split a credit. Never raises; put together again the parts hold every word of the text."""
    text = _plain(text)
    split = _split(text)
    # What does not come out the same again was not understood.
    if _words(str(split)) == _words(text) and _split(_plain(str(split))) == split:
        return split
    return CreditLine(caption=text)


def _plain(text: str) -> str:
    """Without line breaks, doubled spaces and invisible marks of direction at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split()).strip("\u200e\u200f\u202a\u202b\u202c\ufeff ")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _split(text: str) -> CreditLine:
    label = ""
    if (found := _LABEL.match(text)) and _is_label(found["label"], text[found.end() :]):
        label, text = found["label"].rstrip(), text[found.end() :]
    mark = _credit_mark(text)
    if mark is None:
        if label or len(text) > _MANY or "://" in text or not _BETWEEN.search(text):
            return CreditLine(label=label, caption=text)
        return _credit(text, "", "", "")
    caption = text[: mark.start()].rstrip(_SEPARATORS + "([").lstrip(_SEPARATORS)
    rest = text[mark.end() :]
    if text[: mark.start()].rstrip().endswith(("(", "[")):
        rest = rest.rstrip().removesuffix(".").rstrip(")]")
    return _credit(rest, label, caption, mark["mark"])


def _is_label(label: str, rest: str) -> bool:
    """Whether the words say where the picture stands: “Top image:”, and not “Photo:” or “The gate. Photo:” before a name."""
    if _credit_mark(rest) is not None or _POSITION.match(label):
        return True
    is_one_word = " " not in label.strip()
    return is_one_word and not re.fullmatch(rf"{_CREDIT_WORDS}|{_NAMED}", label.strip(), re.IGNORECASE)


def _credit_mark(text: str) -> "re.Match[str] | None":
    """Where the credit begins: at a sign of copyright before all else, for a caption may say “by”."""
    marks = list(_MARK.finditer(text))
    signs = [mark for mark in marks if re.search(r"©|\(c\)|copyright", mark["mark"], re.IGNORECASE)]
    if signs:
        return signs[0]
    with_colon = [mark for mark in marks if mark["mark"].endswith(":")]
    if with_colon:
        return with_colon[0]
    courtesy = [mark for mark in marks if _OF_A_COLLECTION.search(mark["mark"])]
    if courtesy:
        return courtesy[0]
    # A bare “by” is a credit where it begins the text, or where an agency or a collection follows.
    return next(
        (m for m in reversed(marks) if m["mark"].lower() != "by" or m.start() == 0 or _BETWEEN.search(text, m.end())),
        None,
    )


def _credit(text: str, label: str, caption: str, mark: str) -> CreditLine:
    year = licence = joint = agency = ""
    if mark and (found := _YEAR.match(text)):
        year, text = found["year"].strip(), text[found.end() :]
    if found := _LICENCE.search(" " + text):
        licence, text = found["licence"], (" " + text)[: found.start()]
    creator = text.strip(_SEPARATORS)
    if mark and _OF_A_COLLECTION.search(mark):
        return CreditLine(label, caption, mark, year, "", "", creator, licence)
    if between := _BETWEEN.search(creator):
        creator, agency = creator[: between.start()].strip(_SEPARATORS), creator[between.end() :].strip(_SEPARATORS)
        joint = between[0].strip()
        if joint == "|":
            joint = "/"
    if not (creator and agency):
        creator, joint, agency = creator or agency, "", ""
    return CreditLine(label, caption, mark, year, creator, joint, agency, licence)
