from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_reminders")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="higher",
            field=models.CharField(
                blank=True, default="", help_text="its number in a higher plan", max_length=40
            ),
            preserve_default=False,
        ),
    ]
