"""The editor's form shows what stands in the way of publishing, at the field where it can be put right."""

from wagtail.admin.forms import WagtailAdminPageForm

from .problems import publish_problems


class BasePageForm(WagtailAdminPageForm):
    """A page form that asks `publish_problems` whenever the editor publishes, schedules, submits or approves.

    While a mere draft is saved (Wagtail then defers its validation) the page may be unfinished; so it may when a
    reviewer sends it back or the review is called off.
    """

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not valid or self.is_deferred_validation or self.leads_back():
            return valid
        problems = publish_problems(self.save(commit=False))
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.message))
        return not problems

    def leads_back(self) -> bool:
        """Whether the button that was pressed takes the page away from publication."""
        return self.data.get("workflow-action-name") == "reject" or "action-cancel-workflow" in self.data
