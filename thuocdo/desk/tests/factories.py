"""Work that is owed, without the plan being read."""

from thuocdo.config import clock
from thuocdo.lawbook.text import fold
from thuocdo.organisations.models import Unit
from thuocdo.plans.models import Assignment, Task


def owe(plan, position, content, *dues, unit="van-phong-so", **more):
    """A row of the plan with one piece of work for each due day."""
    task = Task.objects.create(
        plan=plan, position=position, number=str(position), content=content, folded=fold(content)
    )
    return [
        Assignment.objects.create(
            task=task, plan=plan, unit=Unit.objects.get(code=unit), kind="instance", due=due, first_due=due,
            created_at=clock.now(), **more,
        )
        for due in dues
    ]  # fmt: skip
