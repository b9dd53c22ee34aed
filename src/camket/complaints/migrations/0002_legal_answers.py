from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pointanswer",
            name="as_agreed",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="pointanswer",
            name="our_error",
            field=models.BooleanField(null=True),
        ),
    ]
