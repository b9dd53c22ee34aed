"""Django looks for tag libraries here."""
