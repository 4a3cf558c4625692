"""Which readers are programs, by what they call themselves.

A short list of words, not a catalogue: those who hide what they are cannot be told from people by their name. “Cubot” is a telephone.
"""

import re
from functools import lru_cache

_WORDS = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|slurp|scrap|archiver|curl|wget|python|java/|okhttp|go-http|libwww|perl|ruby|php|axios|"
    r"headless|lighthouse|pagespeed|monitor|uptime|pingdom|check|probe|scan|validator|facebookexternalhit|whatsapp|"
    r"preview|feed|fetch|http-?client|gptbot|claude|chatgpt|perplexity|bytespider|ahrefs|semrush|mediapartners",
    re.I,
)


@lru_cache(maxsize=10_000)  # the same few names again and again
def is_robot(agent: str) -> bool:
    """Whether a reader calls itself a program, or does not say at all what it is."""
    return len(agent) < 10 or bool(_WORDS.search(agent))
