"""The verbs of a complaint. Each is one transaction, one fact, and the notices that follow."""
