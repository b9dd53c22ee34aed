"""Tags of the desk's own templates."""
