"""The admin's pages: what goes out, what comes in, and the report between the upload and the press."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from trail.background.models import Errand
from trail.background.queue import has_worker
from trail.languages.cldr import name_in

from .beside import about, begin, what_entered
from .comparing import compare
from .entering import ReportIsOld, enter
from .forms import ExportForm, ImportForm
from .kept import Upload, find, forget, keep
from .reading import contents_of
from .scope import keys_beneath, locales_for
from .writing import export

IS_OLD = gettext_lazy("Meanwhile something has changed here. Nothing was imported; look again.")


class ForTranslators(WagtailAdminTemplateMixin, TemplateView):
    """For whoever may change pages of at least one language into which something is translated."""

    page_title = gettext_lazy("Exchange translations")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.locales:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locales(self) -> list[Any]:
        """The languages of the person who asks."""
        return list(locales_for(self.request.user))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("trail_exchange"), "label": _("Exchange translations")},
        ]


class ExchangeView(ForTranslators):
    """Both ways on one page. A link may choose for the form: `?locale=it&page=12&wanted=stale`."""

    template_name = "translation/exchange/exchange.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        chosen = {name: self.request.GET[name] for name in ("locale", "page", "wanted") if name in self.request.GET}
        chosen = {name: value for name, value in chosen.items() if name != "page" or value.isdecimal()}
        out = kwargs.pop("export_form", None) or ExportForm(user=user, initial=chosen, auto_id="export_%s")
        into = kwargs.pop("import_form", None) or ImportForm(user=user, initial=chosen, auto_id="import_%s")
        return {
            **super().get_context_data(**kwargs),
            "export_form": out,
            "import_form": into,
            "media": out.media + into.media,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """An upload is put aside, and its report shown."""
        form = ImportForm(request.POST, request.FILES, user=request.user, auto_id="import_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(import_form=form))
        file = form.cleaned_data["file"]
        upload = Upload(file.name, form.cleaned_data["locale"].language_code, file.read())
        return redirect("trail_exchange_report", keep(request.user.pk, upload))


class DownloadView(ExchangeView):
    """The files themselves."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ExportForm(request.GET, user=request.user, auto_id="export_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(export_form=form))
        asked = form.cleaned_data
        page = asked["page"]
        found = export(asked["locale"], keys_beneath(page, alone=asked["alone"]) if page else None, asked["wanted"])
        if not found.pages:
            messages.warning(request, _("There is nothing to send out: no text of these pages is as you asked."))
            return self.render_to_response(self.get_context_data(export_form=form))
        name = "-".join(filter(None, [asked["locale"].language_code, page and page.slug, asked["wanted"].value]))
        is_zip = asked["shape"] == "zip"
        return HttpResponse(
            found.as_zip() if is_zip else found.as_one(),
            content_type="application/zip" if is_zip else "text/x-gettext-translation; charset=utf-8",
            headers={"Content-Disposition": _attachment(f"{name}.{asked['shape']}")},
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Nothing is taken in here."""
        return redirect("trail_exchange")


class ReportView(ForTranslators):
    """What would happen; a press lets it happen."""

    template_name = "translation/exchange/report.html"
    page_title = gettext_lazy("What the files bring")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        self.token = token
        if left := self._left_to_worker():
            return redirect("trail_errand", left.pk)
        self.upload = find(request.user.pk, token) if request.user.pk else None
        if self.upload is None:
            messages.warning(request, _("The upload is not kept any more. Upload the file again."))
            return redirect("trail_exchange")
        self.locale = next((each for each in self.locales if each.language_code == self.upload.language), None)
        if self.locale is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _left_to_worker(self) -> Errand | None:
        """The import of this upload that is under way or done; one that failed may be looked at and pressed anew."""
        asked = Errand.objects.filter(about=about(self.token), user=self.request.user.pk)
        return asked.exclude(state=Errand.State.FAILED).first()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = kwargs.pop("report", None) or compare(
            contents_of(self.upload.name, self.upload.content, self.locale), self.locale, self.request.user
        )
        return {
            **super().get_context_data(**kwargs),
            "report": report,
            "token": self.token,
            "tag": self.upload.language,
            "language_name": name_in(self.upload.language, get_language() or "en"),
            "file": self.upload.name,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Import, or throw away."""
        if "discard" in request.POST:
            forget(request.user.pk, self.token)
            messages.success(request, _("Nothing was imported."))
            return redirect("trail_exchange")
        shown = request.POST.get("fingerprint", "") or "none"
        ticked = request.POST.getlist("take")
        if has_worker():
            return begin(request, self.token, self.upload, ticked, shown)
        try:
            done = enter(
                self.upload.name,
                self.upload.content,
                self.locale,
                request.user,
                ticked=ticked,
                shown=shown,
            )
        except ReportIsOld as old:
            messages.warning(request, IS_OLD)
            return self.render_to_response(self.get_context_data(report=old.report))
        forget(request.user.pk, self.token)
        counts = done.report.counts
        messages.success(request, what_entered(done.entered, counts["unchanged"], done.left_out))
        return self.render_to_response({**self.get_context_data(report=done.report), "done": done})


def _attachment(name: str) -> str:
    plain = name.encode("ascii", "ignore").decode().replace('"', "") or "translations"
    return f'attachment; filename="{plain}"'
