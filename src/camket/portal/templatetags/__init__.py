"""Tags of the portal's own pages."""
