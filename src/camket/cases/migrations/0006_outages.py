import camket.arrivals.submission
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_remote_files"),
        ("people", "0010_chosen"),
        ("vault", "0003_signing_in"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="a_case_is_of_a_known_kind",
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            camket.arrivals.submission.Matter["COMPLAINT"],
                            camket.arrivals.submission.Matter["ENQUIRY"],
                            camket.arrivals.submission.Matter["FEEDBACK"],
                            camket.arrivals.submission.Matter["RETURN"],
                            camket.arrivals.submission.Matter["PRIVACY"],
                            camket.arrivals.submission.Matter["OUTAGE"],
                        ],
                    )
                ),
                name="a_case_is_of_a_known_kind",
            ),
        ),
    ]
