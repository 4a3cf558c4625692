from playwright.sync_api import expect
from tests.factories import PASSWORD, make_source, persona
from .conftest import sign_in
import traceback

def test_probe(trail, page, watch, live_server):
    make_source("The register of graves", key="register")
    persona("editor"); persona("publisher")
    sign_in(page, "editor", PASSWORD)
    n=[0]
    def snap(what="body"):
        n[0]+=1
        page.wait_for_timeout(1000)
        open(f"/tmp/b{n[0]}.txt","w").write(page.url+"\n"+page.locator(what).last.aria_snapshot())
        page.screenshot(path=f"/tmp/b{n[0]}.png", full_page=False)
    try:
        page.set_default_timeout(10000)
        page.goto(f"/admin/pages/add/heritage/cemeterypage/{trail.region.pk}/")
        page.get_by_role("textbox", name="Title*").fill("Beach Head War Cemetery")
        page.get_by_role("textbox", name="Summary").fill("Graves above the beach.")
        page.get_by_role("button", name="Insert a block").click()
        snap()   # b1
        page.get_by_role("option", name="Paragraph").click()
        snap("main") # b2
        page.get_by_role("region", name="Paragraph").get_by_role("textbox").first.fill("They landed here on 22 January.")
        page.get_by_role("tab", name="Facts").click()
        page.get_by_role("spinbutton", name="Latitude").fill("41.5")
        page.get_by_role("spinbutton", name="Longitude").fill("12.6")
        page.get_by_role("button", name="Add figure").click()
        figure = page.get_by_role("region", name="Figure 1")
        figure.get_by_role("combobox", name="Kind").select_option("Burials")
        figure.get_by_role("spinbutton", name="Number").fill("2316")
        figure.get_by_role("button", name="Choose source").click()
        snap()  # b3
        page.get_by_role("dialog").get_by_role("link", name="The register of graves").click()
        snap()  # b4
        page.get_by_role("button", name="More actions").click()
        snap()  # b5
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Save draft").click()
        snap()  # b6
        page.get_by_role("button", name="More actions").click()
        snap()  # b7
        page.get_by_role("button", name="Submit to").click()
        snap()  # b8
        page.get_by_role("button", name="editor", exact=True).click()
        snap()  # b9
    except Exception:
        traceback.print_exc()
        snap()
        page.screenshot(path="/tmp/b0.png", full_page=True)
    print(n, page.url, watch.faults)
