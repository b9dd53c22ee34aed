"""Addresses of the desk. Nouns, in the order in which a day uses them."""

from django.urls import path

from camket.desk.views import (
    calls,
    care,
    case,
    decision,
    queue,
    sign_in,
    slip,
    steps,
    taking,
    writing,
)

app_name = "desk"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("", queue.queue, name="queue"),
    path("queue/<slug:name>/", queue.queue, name="queue"),
    path("search/", queue.search, name="search"),
    path("phone/", taking.phone, name="phone"),
    path("counter/", taking.counter, name="counter"),
    path("taken/<str:number>/", taking.taken, name="taken"),
    path("taken/<str:number>/told/", taking.told, name="told"),
    path("taken/<str:number>/slip.pdf", slip.slip, name="slip"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<uuid:pk>/", calls.call, name="call"),
    path("calls/<uuid:pk>/claim/", calls.claim, name="claim"),
    path("calls/<uuid:pk>/release/", calls.release, name="release"),
    path("calls/<uuid:pk>/outcome/", calls.outcome, name="outcome"),
    path("case/<str:number>/", case.page, name="case"),
    path("case/<str:number>/file/<uuid:pk>/", case.file, name="file"),
    path("case/<str:number>/message/", writing.message, name="message"),
    path("case/<str:number>/points/", writing.points, name="points"),
    path("case/<str:number>/points/<int:position>/", writing.finding, name="finding"),
    path("case/<str:number>/checking/", steps.checking, name="checking"),
    path("case/<str:number>/question/", steps.question, name="question"),
    path("case/<str:number>/answer/", steps.answer, name="answer"),
    path("case/<str:number>/waiting/", steps.waiting, name="waiting"),
    path("case/<str:number>/later-date/", steps.later_date, name="later_date"),
    path("case/<str:number>/decision/", decision.decision, name="decision"),
    path("case/<str:number>/remedies/<uuid:pk>/", decision.remedy, name="remedy"),
    path("case/<str:number>/acceptance/", steps.acceptance, name="acceptance"),
    path("case/<str:number>/contest/", steps.contest, name="contest"),
    path("case/<str:number>/handler/", care.handler, name="handler"),
    path("case/<str:number>/person-concerned/", care.person_concerned, name="person_concerned"),
    path("case/<str:number>/kind/", care.kind, name="kind"),
    path("case/<str:number>/closing/", care.closing, name="closing"),
]
