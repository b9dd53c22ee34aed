"""Addresses of the customer's pages, in the reader's language where they are words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from camket.portal.account import my_cases, sign_in
from camket.portal.views import answer, complain, files, follow, policy, standing

app_name = "portal"
urlpatterns = [
    path("", standing.start, name="start"),
    path(_("lien-he/"), standing.contact, name="contact"),
    path(_("tro-nang/"), standing.accessibility, name="accessibility"),
    path(_("chinh-sach.json"), policy.plain, name="policy_json"),
    path(_("chinh-sach/"), policy.whole, name="policy"),
    path(_("chinh-sach/<str:clause_id>/"), policy.clause, name="clause"),
    path(_("chinh-sach/<str:clause_id>/<str:since>/"), policy.version, name="clause_version"),
    path(_("khieu-nai/"), complain.write, name="complain"),
    path(_("da-nhan/"), complain.kept, name="kept"),
    path(_("ho-so/"), follow.find, name="find"),
    path(_("tai-khoan/"), my_cases.my_cases, name="account"),
    path(_("tai-khoan/dang-nhap/"), sign_in.sign_in, name="sign_in"),
    path(_("tai-khoan/ma/"), sign_in.code, name="code"),
    path(_("tai-khoan/dang-xuat/"), sign_in.sign_out, name="sign_out"),
    path("t/<str:number>/<str:code>/", follow.track, name="track"),
    path("t/<str:number>/<str:code>/received/", follow.received, name="received"),
    path("t/<str:number>/<str:code>/message/", answer.message, name="message"),
    path("t/<str:number>/<str:code>/acceptance/", answer.acceptance, name="acceptance"),
    path("t/<str:number>/<str:code>/contest/", answer.contest, name="contest"),
    path("t/<str:number>/<str:code>/file/<uuid:pk>/", files.show, name="file"),
]
