import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_accounts_of_staff"),
    ]

    operations = [
        migrations.AlterField(
            model_name="staff",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="people.account",
            ),
        ),
        migrations.RemoveField(model_name="staff", name="last_login"),
        migrations.RemoveField(model_name="staff", name="password"),
    ]
