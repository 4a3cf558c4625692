"""What people do in the admin that could be slow, each as a function that prepares it and gives the request to be measured."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import Translation

from tests.admin_forms import edit_address
from trail.translation.offering.withdrawing import withdraw as take_down

NEW = "es"
SERVICE_SECONDS = 5.0
Request = Callable[[], Any]


class SlowService(DummyTranslator):
    """A service that takes its time. It answers, word for word backwards."""

    def translate(self, *arguments: Any) -> Any:
        time.sleep(SERVICE_SECONDS)
        return super().translate(*arguments)

    def can_translate(self, source: Any, target: Any) -> bool:
        return source != target


def page_at(path: str) -> Page:
    """A page of the demo, by its address without the language."""
    return Page.objects.get(url_path=f"/home/{path}").specific


def campaign() -> Page:
    """The page with the largest tree."""
    return page_at("italian-campaign/")


def add_new(client: Client) -> Locale:
    """The language that is new in a measurement."""
    client.post("/admin/add-language/", {"language": NEW, "source": "en"})
    return Locale.objects.get(language_code=NEW)


def translate(client: Client, *, subtree: bool) -> Request:
    locale, page = add_new(client), campaign()
    data = {"locales": [locale.pk]} | ({"include_subtree": "on"} if subtree else {})
    return lambda: client.post(f"/admin/localize/submit/page/{page.pk}/", data)


def add_language(client: Client) -> Request:
    return lambda: client.post("/admin/add-language/", {"language": NEW, "source": "en"})


def withdraw(client: Client) -> Request:
    return lambda: client.post(f"/admin/languages/{largest()}/withdraw/")


def offer(client: Client) -> Request:
    tag = largest()
    take_down(Locale.objects.get(language_code=tag))
    return lambda: client.post(f"/admin/languages/{tag}/offer/")


def largest() -> str:
    """The language with the most translated pages."""
    counts = {
        locale.language_code: Page.objects.filter(locale=locale, live=True).count()
        for locale in Locale.objects.exclude(language_code="en")
    }
    return max(counts, key=lambda tag: counts[tag])


def by_machine(client: Client) -> Request:
    locale, page = add_new(client), page_at("italian-campaign/rome/")
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [locale.pk]})
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    target = translation.get_target_instance()
    return lambda: client.post(edit_address(target), {"action": "machine", "action-machine": "1"})


def photograph(width: int, height: int) -> bytes:
    """A picture with as much in it as a photograph has: noise above a gradient."""
    noise = Image.effect_noise((width // 8, height // 8), 60).resize((width, height))
    picture = Image.merge("RGB", [noise, noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT), noise])
    file = BytesIO()
    picture.save(file, "JPEG", quality=92)
    return file.getvalue()


def upload(client: Client) -> Request:
    file = SimpleUploadedFile("large.jpg", photograph(5472, 3648), "image/jpeg")
    return lambda: client.post("/admin/images/add/", {"title": "Large", "file": file, "tags": ""})


def upload_many(client: Client) -> Request:
    """One of ten: the form sends each file in a request of its own."""
    file = SimpleUploadedFile("one-of-ten.jpg", photograph(4000, 3000), "image/jpeg")
    return lambda: client.post(
        "/admin/images/multiple/add/", {"title": "One", "files[]": file}, headers={"x-requested-with": "XMLHttpRequest"}
    )


def second_campaign(client: Client) -> Page:
    """Another campaign, without regions."""
    page = campaign()
    data = {"new_title": "Second", "new_slug": "second", "new_parent_page": page.get_parent().pk}
    client.post(f"/admin/pages/{page.pk}/copy/", data)
    return page_at("second/")


def move_region(client: Client) -> Request:
    page, target = page_at("italian-campaign/rome/"), second_campaign(client)
    return lambda: client.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/", {"next": ""})


def move_regions(client: Client) -> Request:
    target = second_campaign(client)
    return bulk(client, "move", list(campaign().get_children()), chooser=target.pk)


def reorder(client: Client) -> Request:
    page = page_at("italian-campaign/rome/")
    return lambda: client.post(f"/admin/pages/{page.pk}/set_position/?position=0")


def delete(client: Client, page: Page, fate: str) -> Request:
    """With the question answered what shall become of its translations."""
    address = f"/admin/pages/{page.pk}/delete/"
    client.post(address, {"fate": fate})
    return lambda: client.post(address, {"confirm_site_name": settings.WAGTAIL_SITE_NAME})


def copy_tree(client: Client, *, live: bool) -> Request:
    page = campaign()
    data = {
        "new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "copy_subpages": "on",
    } | ({"publish_copies": "on"} if live else {})  # fmt: skip
    return lambda: client.post(f"/admin/pages/{page.pk}/copy/", data)


def bulk(client: Client, action: str, pages: Any, **data: Any) -> Request:
    address = f"/admin/bulk/wagtailcore/page/{action}/?{'&'.join(f'id={page.pk}' for page in pages)}"
    return lambda: client.post(address, data)


def unpublish_tree(client: Client) -> Request:
    return bulk(client, "unpublish", [campaign()], include_descendants="on")


def publish_tree(client: Client) -> Request:
    unpublish_tree(client)()
    return bulk(client, "publish", [campaign()], include_descendants="on")


def unpublish_one_with_tree(client: Client) -> Request:
    page = campaign()
    return lambda: client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})


def delete_many(client: Client) -> Request:
    return bulk(client, "delete", list(page_at("italian-campaign/rome/").get_children()))


def move_many(client: Client) -> Request:
    target = page_at("italian-campaign/").get_children().first()
    pages = list(page_at("italian-campaign/rome/").get_children())
    return bulk(client, "move", pages, chooser=target.pk)


def publish(client: Client, **changes: Any) -> Request:
    """A draft of the campaign, with its translations to follow."""
    page = campaign()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return bulk(client, "publish", [page])


def get(client: Client, address: str) -> Request:
    return lambda: client.get(address)


def report(client: Client) -> Request:
    """What a language, taken out and brought back as it is, would change: shown before anything is imported."""
    address = f"/admin/translations/exchange/download/?locale={largest()}&wanted=all&shape=zip"
    file = SimpleUploadedFile("all.zip", client.get(address).content)
    kept = client.post("/admin/translations/exchange/", {"locale": largest(), "file": file})
    return lambda: client.get(kept["Location"])


def sync(client: Client) -> Request:
    source = Translation.objects.filter(source__object_id=campaign().translation_key).first().source
    return lambda: client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": ""})


def save_rules(client: Client) -> Request:
    address = client.get("/admin/settings/safety/signinrules/")["Location"]
    return lambda: client.post(address, {})


def restrict(client: Client) -> Request:
    page = campaign()
    return lambda: client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})


ACTS: dict[str, Callable[[Client], Request]] = {
    "Translate the campaign with its subtree": lambda client: translate(client, subtree=True),
    "Translate the campaign alone": lambda client: translate(client, subtree=False),
    "Add a language": add_language,
    "Withdraw a language": withdraw,
    "Offer it again": offer,
    "Machine translation of a region": by_machine,
    "Upload a photograph of 20 megapixels": upload,
    "Upload one of ten photographs of 12 megapixels": upload_many,
    "Move a region to another campaign": move_region,
    "Move all regions to another campaign (bulk)": move_regions,
    "Reorder a region": reorder,
    "Delete a region, with its translations": lambda client: delete(
        client, page_at("italian-campaign/rome/"), "delete"
    ),
    "Delete the campaign; its translations are taken down": lambda client: delete(client, campaign(), "take_down"),
    "Delete the campaign with its translations": lambda client: delete(client, campaign(), "delete"),
    "Copy the campaign with its subtree": lambda client: copy_tree(client, live=False),
    "Copy it and publish the copies": lambda client: copy_tree(client, live=True),
    "Unpublish the campaign's tree": unpublish_one_with_tree,
    "Unpublish the campaign's tree (bulk)": unpublish_tree,
    "Publish the campaign's tree (bulk)": publish_tree,
    "Delete a region's pages (bulk)": delete_many,
    "Move a region's pages (bulk)": move_many,
    "Publish the campaign": publish,
    "Publish the campaign under a new address": lambda client: publish(client, slug="the-italian-campaign"),
    "Restrict the campaign": restrict,
    "Sync translated pages": sync,
    "Save the rules of signing in": save_rules,
    "Download a language as PO": lambda client: get(
        client,
        f"/admin/translations/exchange/download/?locale={largest()}&wanted=all&shape=zip",
    ),
    "See what a whole language would import": report,
    "Translations as CSV": lambda client: get(client, "/admin/translations/?export=csv"),
    "Translations as XLSX": lambda client: get(client, "/admin/translations/?export=xlsx"),
    "Glossary as CSV": lambda client: get(client, f"/admin/glossary/table/en/{largest()}.csv"),
    "Phrases of a language": lambda client: get(client, f"/admin/phrases/{largest()}/export/"),
}
