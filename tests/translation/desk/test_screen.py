"""The desk through the admin's door: what is shown, saved, submitted and published, and by whom."""

import pytest
from wagtail_localize.models import StringTranslation, Translation

from sites.models import SitePage
from tests.factories import add_figure, cite, draft_of, make_page, make_source, persona
from tests.translation.conftest import begin, edit, target, translated
from trail.translation.models import StaleString

from .conftest import Screen, signed_in, translator

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(trail, italian) -> Translation:
    """The Italian home page, begun and untranslated."""
    return begin(trail.home, italian)


def test_a_translator_types_saves_and_finds_it_again(trail, home):
    screen = Screen(translator("it"), home)
    assert "The trail" in screen.part("title") and 'lang="it"' in screen.part("title")
    html = screen.press({"title": "Il percorso & altro", "summary": "Un riassunto."})
    assert "Saved." in html and "Il percorso &amp; altro" in html
    row = StringTranslation.objects.get(context__path="title", locale__language_code="it")
    assert (row.data, row.last_translated_by.username) == ("Il percorso &amp; altro", "translator-it")
    page = target(home)
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Il percorso & altro"
    assert page.get_latest_revision_as_object().slug == "il-percorso-altro", "the address follows from the title"


def test_publishing_needs_all_words_and_the_right(trail, home):
    user = translator("it", may_publish=True)
    screen = Screen(user, home)
    html = screen.press({"title": "Il percorso"}, action="publish")
    assert "not translated yet" in html and not target(home).live
    rest = {
        each.context.path: f"it {each.string.data}"
        for each in home.source.stringsegment_set.select_related("context", "string")
        if each.context.path != "slug"
    }
    assert "Published" in screen.press(rest, action="publish")
    assert target(home).live and target(home).title == "it The trail"


def test_who_may_not_publish_has_no_button_and_no_way(trail, italian, home):
    screen = Screen(translator("it"), home)
    assert 'value="publish"' not in screen.html and 'value="submit"' in screen.html
    response = screen.client.post(screen.address, {**screen.fields(), "action": "publish"})
    assert response.status_code == 302 and not target(home).live


def test_a_translator_of_another_language_is_not_let_in(trail, italian, second, home):
    begin(trail.home, second)
    other = signed_in(translator("fr"))
    page = target(home)
    assert other.get(f"/admin/pages/{page.pk}/edit/").status_code == 302
    segment = home.source.stringsegment_set.first()
    for address in (f"string/{segment.pk}/", f"near/{segment.pk}/", ""):
        url = f"/admin/translation/desk/{home.pk}/{address}"
        ask = other.post if address.startswith("string") else other.get
        assert ask(url, {"text": "x", "version": ""}, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    assert not StringTranslation.objects.filter(locale=italian, data="x").exists()


def test_an_editor_of_the_source_alone_reads(trail, home):
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    group = Group.objects.create(name="English only")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=trail.home, permission=change)
    reader = get_user_model().objects.create_user("reader")
    reader.groups.add(group)
    response = signed_in(reader).get(f"/admin/translation/desk/{home.pk}/")
    assert response.status_code == 200
    html = response.content.decode()
    assert "You can read this translation" in html and 'value="save"' not in html and "readonly" in html


def test_one_string_is_saved_by_itself_and_says_how_matters_stand(trail, home):
    screen = Screen(translator("it"), home)
    segment = screen.segment("title")
    url = f"/admin/translation/desk/{home.pk}/string/{segment.pk}/"
    answer = screen.client.post(url, {"text": "Il percorso", "version": ""}).json()
    assert (answer["kind"], answer["state"], answer["text"]) == ("saved", "done", "Il percorso")
    assert "1 of" in answer["progress"]


def test_two_translators_at_once_lose_nothing(trail, home):
    first, second = Screen(translator("it"), home), Screen(persona("publisher"), home)
    first.press({"title": "Il primo"})
    html = second.press({"title": "Il secondo"})
    assert "translator-it has saved another translation" in html
    assert "Il primo" in second.part("title") and "Il secondo" in second.part("title")
    assert StringTranslation.objects.get(context__path="title", locale__language_code="it").data == "Il primo"
    second.press({})
    assert StringTranslation.objects.get(context__path="title", locale__language_code="it").data == "Il secondo"


def test_a_stale_string_shows_what_changed_and_is_kept_with_one_press(trail, italian):
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="What The cemetery is, in one clear sentence.")
    screen = Screen(persona("publisher"), translation)
    assert "<ins>clear </ins>" in screen.part("summary") and "it: What The cemetery is" in screen.part("summary")
    screen.press({})
    assert StaleString.objects.count() == 1, "saving what nobody has touched makes nothing fresh"
    screen.press({}, keep=str(screen.segment("summary").pk))
    assert not StaleString.objects.exists()
    assert "Keep as it is" not in screen.html


def test_all_stale_strings_are_kept_with_one_press(trail, italian):
    translation = translated(trail.cemetery, italian)
    edit(trail.cemetery, summary="Another sentence.", parking="")
    screen = Screen(persona("publisher"), translation)
    assert "Kept as they are: 1." in screen.press({}, keep_all="1")
    assert not StaleString.objects.exists()


def test_a_broken_link_is_refused_and_the_text_stays_in_the_field(trail, italian):
    text = [("paragraph", {"text": '<p>See <a href="https://example.org/">the page</a>.</p>', "sources": []})]
    edit(trail.home, body=text)
    translation = begin(trail.home, italian)
    screen = Screen(translator("it"), translation)
    path = next(
        each.context.path
        for each in translation.source.stringsegment_set.select_related("context")
        if each.context.path.startswith("body")
    )
    html = screen.press({path: 'Vedi <a id="a7">la pagina</a>.'})
    assert "Unrecognised id" in html and "a7" in screen.fields()[f"text-{screen.segment(path).pk}"]
    assert not StringTranslation.objects.filter(context__path=path, locale=italian).exists()
    html = screen.press({path: "Vedi la pagina."})
    assert "A link of the source is not in the translation" in html
    assert StringTranslation.objects.get(context__path=path, locale=italian).data == "Vedi la pagina."


def test_the_source_that_changed_meanwhile_loses_no_text(trail, italian, home):
    screen = Screen(translator("it"), home)
    fields = screen.fields() | {f"text-{screen.segment('summary').pk}": "Il mio riassunto"}
    edit(trail.home, summary="A summary that is quite another.")
    html = screen.client.post(screen.address, {**fields, "action": "save"}, follow=True).content.decode()
    assert "The source has changed meanwhile" in html and "Il mio riassunto" in html


def test_submitted_locked_for_the_translator_and_approved_by_a_publisher(trail, italian):
    translation = translated(trail.cemetery, italian)
    user = translator("it")
    screen = Screen(user, translation)
    assert "Submitted for review." in screen.press({"summary": "Un altro riassunto."}, action="submit")
    assert target(translation).workflow_in_progress
    screen.load()
    assert 'value="save"' not in screen.html
    publisher = Screen(persona("publisher"), translation)
    assert 'value="approve"' in publisher.html
    assert "Approved." in publisher.press({}, action="approve")
    assert target(translation).summary == "Un altro riassunto."


def test_what_is_unfinished_is_not_submitted(trail, home):
    screen = Screen(translator("it"), home)
    assert "not translated yet" in screen.press({"title": "Il percorso"}, action="submit")
    assert not target(home).workflow_in_progress


def test_the_mark_of_the_native_speaker_stands_in_the_draft_and_goes_live_with_it(trail, italian):
    translation = translated(trail.cemetery, italian)
    screen = Screen(persona("publisher"), translation)
    screen.press({}, action="save", translation_reviewed="on")
    assert not target(translation).translation_reviewed, "the public reads the earlier draft"
    assert 'name="translation_reviewed" value="on" checked' in screen.html
    screen.press({}, action="publish", translation_reviewed="on")
    assert target(translation).translation_reviewed


def test_facts_are_read_and_not_typed(trail, italian):
    translation = translated(trail.cemetery, italian)
    html = Screen(persona("publisher"), translation).html
    assert "by themselves" in html and "41.875500" in html
    assert "latitude" not in html.partition("desk__facts")[0].partition('id="strings"')[2]


def test_queries_do_not_grow_with_the_strings(trail, italian):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = persona("publisher")
    counts = []
    # From the second on, some strings have been translated elsewhere, whose pages are looked up together.
    for number in (2, 3, 40):
        text = [("paragraph", {"text": f"<p>Paragraph {each}, of 1944.</p>", "sources": []}) for each in range(number)]
        edit(trail.story, body=text)
        translation = translated(trail.story, italian)
        screen = Screen(user, translation)
        with CaptureQueriesContext(connection) as queries:
            screen.load()
        # The phrases of the interface ask by the clock, once a second, whether they are up to date.
        counts.append([each["sql"] for each in queries if "phrases_" not in each["sql"]])
    assert len(counts[1]) == len(counts[2]), [sql[:200] for sql in counts[2]]


def test_queries_do_not_grow_with_the_children_of_the_page(trail, italian):
    """Figures, sources and forces of a long page are read at once, in its source and in its draft."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = persona("publisher")
    counts = []
    # From the second on, some strings have been translated elsewhere, whose pages are looked up together.
    for number in (2, 3, 30):
        page = make_page(SitePage, trail.region)
        sources = [make_source() for _number in range(number)]
        cite(page, *sources)
        for each, source in enumerate(sources):
            add_figure(page, each + 1, label=f"group {each}", note=f"Note {each}.", source=source)
        edit(page, telephone="1")
        translation = translated(page, italian)
        screen = Screen(user, translation)
        draft_of(target(translation), summary="it: anders")
        screen.load()
        with CaptureQueriesContext(connection) as queries:
            screen.load()
        assert screen.html.count("Note ") >= number
        counts.append([each["sql"] for each in queries if "phrases_" not in each["sql"]])
    assert len(counts[1]) == len(counts[2]), [sql[:200] for sql in counts[2]]
