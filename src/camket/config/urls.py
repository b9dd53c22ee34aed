"""Every address of the site. Vietnamese pages stand at the root, English ones under /en/."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from camket.ops.views import health

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", health.show, name="healthz")]

urlpatterns += [
    path(prefix, include(f"camket.{face}.urls"))
    for face, prefix in [("api", "api/")]
    if find_spec(f"camket.{face}") and find_spec(f"camket.{face}.urls")
]
urlpatterns.append(path("doors/", include("camket.api.doors")))
urlpatterns += i18n_patterns(
    *[
        path(prefix, include(f"camket.{face}.urls"))
        for face, prefix in [("desk", "desk/"), ("ui", "kit/"), ("portal", "")]
        if find_spec(f"camket.{face}") and find_spec(f"camket.{face}.urls")
    ],
    prefix_default_language=False,
)

handler400 = "camket.ui.pages.bad_request"
handler403 = "camket.ui.pages.permission_denied"
handler404 = "camket.ui.pages.page_not_found"
handler500 = "camket.ui.pages.server_error"
