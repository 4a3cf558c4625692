"""The editor's form shows what stands in the way of publishing, at the field where it can be put right."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from .problems import Problem, publish_problems


class BasePageForm(WagtailAdminPageForm):
    """A page form that asks `publish_problems` whenever the editor publishes, schedules, submits or approves.

    While a mere draft is saved (Wagtail then defers its validation) the page may be unfinished; so it may when a
    reviewer sends it back or the review is called off.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was minor was the last change; of the next one the editor says so anew.
        if "minor_change" in self.initial:
            self.initial["minor_change"] = False

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not valid or self.is_deferred_validation or self.leads_back():
            return valid
        problems = publish_problems(self.save(commit=False))
        for problem in problems:
            self.add_problem(problem)
        return not problems

    def add_problem(self, problem: Problem) -> None:
        """Show a problem at its field, with its link.

        The blocks of a text are drawn by a script, which prints a message as mere text: there the message stands
        without its link, which “Before you publish” has.
        """
        field = problem.field if problem.field in self.fields else None
        drawn_by_script = field is not None and hasattr(self.fields[field].widget, "render_with_errors")
        self.add_error(field, str(problem.message) if drawn_by_script else problem.html)

    def leads_back(self) -> bool:
        """Whether the button that was pressed takes the page away from publication."""
        return self.data.get("workflow-action-name") == "reject" or "action-cancel-workflow" in self.data
