"""Each piece of work names the plan of its task. Filled here, made compulsory in the next step: PostgreSQL does
not change a table in the transaction that changed its rows."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, _schema):
    work, task = apps.get_model("plans", "Assignment"), apps.get_model("plans", "Task")
    plan = task.objects.filter(pk=OuterRef("task")).order_by().values("plan")[:1]
    work.objects.filter(plan=None).update(plan=Subquery(plan))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_words"),
        ("organisations", "0001_initial"),
        ("plans", "0008_reminder_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
