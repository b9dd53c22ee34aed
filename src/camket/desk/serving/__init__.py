"""What the pages about services and outages show."""
