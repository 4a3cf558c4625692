"""What pages only name (forces, keepers) changes what they are found by."""

import pytest

from sites.models import CemeteryPage, Force
from tests.factories import add_figure, make_page, make_trail
from trail.finding.models import Entry, EntryNation
from trail.people.models import Organisation

pytestmark = pytest.mark.django_db


def nations_of(page):
    return set(EntryNation.objects.filter(entry__page=page).values_list("code", flat=True))


def published(page):
    page.save_revision().publish()
    return page


def test_the_nation_of_a_force_reaches_the_places_of_its_figures():
    trail = make_trail()
    force = Force.objects.create(key="ii-corps", name="II Corps", nation="GB", locale=trail.home.locale)
    cemetery = make_page(CemeteryPage, trail.region, live=False)
    draft = make_page(CemeteryPage, trail.region, "A draft", live=False)
    for page in (cemetery, draft):
        add_figure(page, 1072, force=force)
    published(cemetery)
    assert nations_of(cemetery) == {"GB"}
    force.nation = "PL"
    force.save()
    assert nations_of(cemetery) == {"PL"}
    assert nations_of(draft) == set()


def test_the_country_and_the_name_of_a_keeper_reach_its_cemeteries():
    trail = make_trail()
    keeper = Organisation.objects.create(key="keeper", name="War graves", country="DE", locale=trail.home.locale)
    cemetery = published(make_page(CemeteryPage, trail.region, live=False, managing_body=keeper))
    assert nations_of(cemetery) == {"DE"}
    keeper.country, keeper.name = "PL", "Polish war graves"
    keeper.save()
    assert nations_of(cemetery) == {"PL"}
    assert Entry.objects.get(page=cemetery).managing_body == "Polish war graves"
