"""What customers have bought and how they reach it; outages, each one case for everybody who has the service."""
