"""The room `worktime`: pure, without Django."""
