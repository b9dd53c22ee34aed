"""A password that the operator's command made waits to be replaced by its owner."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Passwords that are there already stay."""

    dependencies = [("people", "0013_signals")]

    operations = [
        migrations.AddField(
            model_name="staff",
            name="first_password_at",
            field=models.DateTimeField(null=True),
        ),
    ]
