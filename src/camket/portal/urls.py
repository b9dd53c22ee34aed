"""Addresses of the customer's pages, in the reader's language where they are words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from camket.portal.views import answer, begun, calculate, complain, files, follow, policy, standing

app_name = "portal"
urlpatterns = [
    path("", standing.start, name="start"),
    path(_("lien-he/"), standing.contact, name="contact"),
    path(_("tro-nang/"), standing.accessibility, name="accessibility"),
    path(_("chinh-sach.json"), policy.plain, name="policy_json"),
    path(_("chinh-sach/"), policy.whole, name="policy"),
    path(_("tinh-han/"), calculate.show, name="calculate"),
    path(_("chinh-sach/<str:clause_id>/khac/"), policy.differences, name="clause_differences"),
    path(_("chinh-sach/<str:clause_id>/"), policy.clause, name="clause"),
    path(_("chinh-sach/<str:clause_id>/<str:since>/"), policy.version, name="clause_version"),
    path(_("khieu-nai/"), complain.write, name="complain"),
    path(_("khieu-nai/ban-nhap/"), begun.keep, name="begun_keep"),
    path(_("khieu-nai/ban-nhap/xoa/"), begun.forget, name="begun_forget"),
    path(_("khieu-nai/tep/"), begun.mean, name="begun_mean"),
    path(_("khieu-nai/tep/bo/"), begun.drop, name="begun_drop"),
    path(_("khieu-nai/tep/<uuid:pk>/"), begun.piece, name="begun_piece"),
    path(_("khieu-nai/tep/<uuid:pk>/xem/"), begun.show, name="begun_show"),
    path(_("da-nhan/"), complain.kept, name="kept"),
    path(_("ho-so/"), follow.find, name="find"),
    path("t/<str:number>/<str:code>/", follow.track, name="track"),
    path("t/<str:number>/<str:code>/received/", follow.received, name="received"),
    path("t/<str:number>/<str:code>/receipt.pdf", follow.receipt, name="receipt"),
    path("t/<str:number>/<str:code>/message/", answer.message, name="message"),
    path("t/<str:number>/<str:code>/acceptance/", answer.acceptance, name="acceptance"),
    path("t/<str:number>/<str:code>/contest/", answer.contest, name="contest"),
    path("t/<str:number>/<str:code>/file/<uuid:pk>/", files.show, name="file"),
]
