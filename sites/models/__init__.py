"""The content of a trail: its page types, their figures and the forces that took part."""

from .campaigns import CampaignPage
from .cemeteries import CemeteryPage
from .figures import Figure
from .forces import Force, ForceInvolved
from .home import HomePage, StandardPage
from .loaded import LoadedPage, LoadedRecord
from .places import VISITING_HEADS, Place, SitePage
from .regions import RegionPage
from .stories import StoryIndexPage, StoryPage, StoryPlace

__all__ = [
    "VISITING_HEADS",
    "CampaignPage",
    "CemeteryPage",
    "Figure",
    "Force",
    "ForceInvolved",
    "HomePage",
    "LoadedPage",
    "LoadedRecord",
    "Place",
    "RegionPage",
    "SitePage",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "StoryPlace",
]
