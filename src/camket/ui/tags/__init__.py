"""The template tags, one module for each noun; `templatetags/camket.py` gathers them under one name."""
