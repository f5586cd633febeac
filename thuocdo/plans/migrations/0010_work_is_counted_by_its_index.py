"""Lists and boards count from one index; see the comments of the model."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_words"),
        ("organisations", "0001_initial"),
        ("plans", "0009_work_names_its_plan"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="assignment",
            name="plans_assig_unit_id_d39b74_idx",
        ),
        migrations.RemoveIndex(
            model_name="assignment",
            name="work_that_waits",
        ),
        migrations.AlterField(
            model_name="assignment",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                help_text="that of the task",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="task",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="plans.task",
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=[
                    "unit",
                    "state",
                    "due",
                    "plan",
                    "claimed_on",
                    "done_on",
                    "heard_on",
                    "task",
                ],
                name="work_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("waits_since__isnull", False)),
                fields=["stage", "unit"],
                name="work_that_waits",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("obstacle_since__isnull", False)),
                fields=["obstacle", "unit"],
                name="work_that_is_stuck",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("of__isnull", False)),
                fields=["state", "due", "claimed_on", "of"],
                name="checkpoints_asked",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("of__isnull", True)),
                fields=["plan", "unit", "state"],
                name="work_of_plan",
            ),
        ),
    ]
