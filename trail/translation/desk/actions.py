"""What the buttons below the strings do: save the draft, submit it for review, decide on it, publish it."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_localize.models import Translation

from trail.background.errands import under_way
from trail.background.queue import has_worker
from trail.publishing.messages import refusal_message
from trail.publishing.problems import PublicationRefused, publish_problems

from .beside import about, begin, what_was_translated
from .entries import Strings
from .machine import ServiceFailed, translate_open, translator_for
from .saving import fill_in

SAVE, SUBMIT, PUBLISH, MACHINE, APPROVE, REJECT = "save", "submit", "publish", "machine", "approve", "reject"


class Desk:
    """A page on the desk of somebody who works on its translation."""

    def __init__(self, request: HttpRequest, translation: Translation, page: Any) -> None:
        self.request = request
        self.user = request.user
        self.translation = translation
        self.page = page
        self.permissions = page.permissions_for_user(request.user)
        self.lock = page.get_lock()
        self.is_locked = self.lock is not None and self.lock.for_user(request.user)
        self.is_readonly = self.is_locked or not self.permissions.can_edit()
        # Where what was asked for leads, if not back to the desk.
        self.answer: HttpResponse | None = None
        self.machine_at_work: Any = None
        self.machine = None if self.is_readonly else translator_for(translation)

        if self.machine is not None and has_worker():
            self.machine_at_work = under_way(about(translation))

    @property
    def lock_message(self) -> Any:
        """Why the page is locked, in Wagtail's words."""
        return self.lock.get_message(self.user) if self.lock else ""

    @property
    def may_publish(self) -> bool:
        return not self.is_readonly and self.permissions.can_publish()

    @property
    def may_submit(self) -> bool:
        return not self.is_readonly and self.permissions.can_submit_for_moderation()

    @property
    def review(self) -> Any | None:
        """The step of the review that the page waits in, if this person may decide on it."""
        state = self.page.current_workflow_task_state
        if state is None:
            return None
        actions = {name for name, _label, _comment in state.task.specific.get_actions(self.page, self.user)}
        return state if {APPROVE, REJECT} <= actions else None

    def act(self, action: str, strings: Strings, reviewed: bool) -> bool:
        """Do what was asked; whether it is done. What stands in the way is told by messages."""
        act = {
            SAVE: self.save, SUBMIT: self.submit, PUBLISH: self.publish, MACHINE: self.have_translated,
            APPROVE: self.approve, REJECT: self.reject,
        }.get(action, self.save)  # fmt: skip
        try:
            return act(strings, reviewed)
        except PublicationRefused as refused:
            refusal_message(self.request, refused)
        except ValidationError as invalid:
            self._tell(invalid, strings)
        return False

    def save(self, strings: Strings, reviewed: bool) -> bool:
        """Save the draft with the words that there are."""
        fill_in(strings, self.user)
        self.translation.save_target(user=self.user, publish=False, reviewed=reviewed)
        left = strings.total - strings.done
        sentence = _("Saved.")
        if left:
            sentence += " " + ngettext(
                "%(count)s text is still to be translated.", "%(count)s texts are still to be translated.", left
            ) % {"count": left}
        messages.success(self.request, sentence)
        return True

    def submit(self, strings: Strings, reviewed: bool) -> bool:
        """Save the draft and hand it to those who review it."""
        if not self.may_submit:
            raise PermissionDenied
        draft = self._draft(strings, reviewed)
        workflow_state = draft.workflow_states.order_by("created_at").last()
        if workflow_state is not None and workflow_state.status == workflow_state.STATUS_NEEDS_CHANGES:
            workflow_state.resume(self.user)
        else:
            draft.get_workflow().start(draft, self.user)
        messages.success(self.request, _("Submitted for review."))
        return True

    def publish(self, strings: Strings, reviewed: bool) -> bool:
        """Publish the page with its translation."""
        if not self.may_publish:
            raise PermissionDenied
        fill_in(strings, self.user)
        self.translation.save_target(user=self.user, publish=True, reviewed=reviewed)
        live = type(self.page).objects.get(pk=self.page.pk)
        buttons = [messages.button(live.full_url, _("View"))] if live.live and live.full_url else []
        messages.success(self.request, _("Published: “%(title)s”.") % {"title": live.title}, buttons=buttons)
        return True

    def approve(self, strings: Strings, reviewed: bool) -> bool:
        """Agree to what was submitted, with what the reviewer has put right in it."""
        if self.review is None:
            raise PermissionDenied
        self._draft(strings, reviewed)
        self._decide(APPROVE)
        messages.success(self.request, _("Approved."))
        return True

    def reject(self, _strings: Strings, _reviewed: bool) -> bool:
        """Send back what was submitted, with a remark."""
        if self.review is None:
            raise PermissionDenied
        self._decide(REJECT, comment=self.request.POST.get("remark", "").strip())
        messages.success(self.request, _("Sent back to the translator."))
        return True

    def have_translated(self, strings: Strings, _reviewed: bool) -> bool:
        """Have the machine translate what has no translation yet."""
        if self.machine is None:
            raise PermissionDenied
        if has_worker():
            # The draft is saved already; the page that tells of the errand leads back here.
            self.answer = begin(self.request, self.translation, self.request.get_full_path())
            return True
        try:
            count = translate_open(strings, self.machine, self.user)
        except ServiceFailed as failed:
            messages.error(self.request, str(failed))
            return False
        messages.success(self.request, what_was_translated(count))
        return True

    def _decide(self, action: str, **values: Any) -> None:
        """Through the newest state of the page, whose revision the review then is about."""
        state = type(self.page).objects.get(pk=self.page.pk).current_workflow_task_state
        state.task.specific.on_action(state, self.user, action, **values)

    def _draft(self, strings: Strings, reviewed: bool) -> Any:
        """The draft, saved and fit to be published; raises `PublicationRefused` where it is not."""
        fill_in(strings, self.user)
        self.translation.save_target(user=self.user, publish=False, reviewed=reviewed)
        draft = type(self.page).objects.get(pk=self.page.pk).get_latest_revision_as_object()
        problems = [*publish_problems(draft), *draft.problems_of_going_live()]
        if problems:
            raise PublicationRefused(draft, problems)
        draft.full_clean(exclude=["slug", "path"])
        return draft

    def _tell(self, invalid: ValidationError, strings: Strings) -> None:
        """Show at its string what the page itself does not take."""
        faults = invalid.message_dict if hasattr(invalid, "error_dict") else {NON_FIELD_ERRORS: invalid.messages}
        for name, found in faults.items():
            entry = strings.by_path.get(name)
            sentence = " ".join(found)
            if entry is not None:
                entry.problem = sentence
                sentence = f"{entry.label}: {sentence}"
            messages.error(self.request, sentence)
