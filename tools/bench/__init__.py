"""How fast camket takes mail, beside django-helpdesk, on the same machine in the same run."""
