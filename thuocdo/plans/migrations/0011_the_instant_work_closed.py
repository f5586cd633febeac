"""Work that is no longer in force says since when: a report of an earlier day still counts it as it stood then.

What closed before is taken from the log, which has every closing; where the log does not say, the instant stays
unknown, and the work counts as closed before any report, as it did until now.
"""

import json
from itertools import islice

from django.db import migrations, models

CHUNK = 500


def fill(apps, _schema):
    work, touch = apps.get_model("plans", "Assignment"), apps.get_model("audit", "Touch")
    entry = apps.get_model("audit", "Entry")
    ids = work.objects.filter(state="closed").order_by("pk").values_list("pk", flat=True)
    left = ids.iterator(CHUNK)
    while chunk := list(islice(left, CHUNK)):
        things = [f"assignment:{pk}" for pk in chunk]
        numbers = touch.objects.filter(thing__in=things, changed=True).values("entry")
        closed = {}
        for at, changes in entry.objects.filter(number__in=numbers).order_by("number").values_list("at", "changes").iterator(50):  # fmt: skip
            for change in json.loads(changes):
                if (change["after"] or {}).get("state") == "closed":
                    closed[change["thing"]] = at
        rows = list(work.objects.filter(pk__in=chunk))
        for row in rows:
            row.closed_at = closed.get(f"assignment:{row.pk}")
        work.objects.bulk_update(rows, ["closed_at"], batch_size=CHUNK)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("plans", "0010_work_is_counted_by_its_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="closed_at",
            field=models.DateTimeField(
                null=True,
                help_text="when it ceased to be in force; with its plan, at the plan's instant",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
