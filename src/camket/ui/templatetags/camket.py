"""`{% load camket %}`: every tag and filter of the house, gathered from `camket.ui.tags`."""

from __future__ import annotations

from django import template

from camket.ui.tags import addresses, fields, icons, parts, qr, words

register = template.Library()

for _library in (addresses, fields, icons, parts, qr, words):
    register.tags.update(_library.register.tags)
    register.filters.update(_library.register.filters)
