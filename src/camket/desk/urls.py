"""Addresses of the desk. Nouns, in the order in which a day uses them."""

from django.urls import path

from camket.desk.views import queue, sign_in

app_name = "desk"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("", queue.queue, name="queue"),
    path("queue/<slug:name>/", queue.queue, name="queue"),
    path("search/", queue.search, name="search"),
]
