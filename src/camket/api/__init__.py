"""The face of programs: the API of the company's own developers, and the doors of message services."""
