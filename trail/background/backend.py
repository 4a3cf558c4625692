"""How tasks reach the worker: through the database, in the transaction that causes them.

A task that was put into the queue by a change that is rolled back was never there, and one that was committed is not lost.
"""

from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.backend import DatabaseBackend

# Wagtail's own bookkeeping: a few rows, written at once. The site asks them in the same breath (which pages use this picture,
# what does the search of the admin find), so that a second's delay would be a wrong answer.
AT_ONCE = {
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
}


class WorkerBackend(DatabaseBackend):
    """`django_tasks_db` for all that is slow or can fail; what belongs to the change itself is done with it."""

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self._at_once = ImmediateBackend(alias, params)

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path in AT_ONCE:
            return self._at_once.enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path in AT_ONCE:
            return await self._at_once.aenqueue(task, args, kwargs)
        return await super().aenqueue(task, args, kwargs)
