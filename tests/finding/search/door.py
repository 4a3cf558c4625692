"""The search as a visitor's browser sees it."""

from html.parser import HTMLParser

from tests.factories import make_page

SEARCH = "/en/search/"


def publish(model, parent, title, **values):
    """A live page that the index knows."""
    page = make_page(model, parent, title, live=False, **values)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


class Shown(HTMLParser):
    """The titles of the results, the marked words, and the choices of the facets with their addresses."""

    def __init__(self, response):
        super().__init__()
        self.titles, self.marked, self.choices, self.links = [], [], {}, []
        self._in, self._href, self._words = [], "", ""
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        self._in.append(tag)
        if tag == "a":
            self._href, self._words = dict(attributes).get("href", ""), ""

    def handle_data(self, data):
        if "mark" in self._in:
            self.marked.append(data)
        self._words += data

    def handle_endtag(self, tag):
        if tag == "a":
            words = " ".join(self._words.split())
            self.links.append((words, self._href))
            if "h3" in self._in:
                self.titles.append(words)
            if "small" not in self._in and self._href.startswith("?"):
                self.choices[words] = self._href
        if tag in self._in:
            while self._in.pop() != tag:
                pass


def ask(client, **query):
    response = client.get(SEARCH, query)
    assert response.status_code == 200
    return Shown(response)
