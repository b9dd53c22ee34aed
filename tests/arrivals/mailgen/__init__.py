"""A seeded post office: believable mails of Vietnamese customers, and what each is meant to end as."""
