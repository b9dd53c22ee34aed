"""Addresses of the customer's pages, in the reader's language where they are words."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from camket.portal.account import (
    again,
    by_password,
    history,
    my_cases,
    points,
    second_step,
    security,
    sessions,
    sign_in,
)
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
    path(_("tai-khoan/buoc-hai/"), second_step.second_step, name="second_step"),
    path(_("tai-khoan/khoa-truy-cap/"), second_step.by_passkey, name="by_passkey"),
    path(_("tai-khoan/mat-khau/"), by_password.by_password, name="by_password"),
    path(_("tai-khoan/xac-nhan-lai/"), again.again, name="again"),
    path(_("tai-khoan/bao-mat/"), security.security, name="security"),
    path("account/factors/app/", security.app, name="factor_app"),
    path("account/factors/passkey/", security.passkey, name="factor_passkey"),
    path("account/factors/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path("account/factors/<int:factor>/removal/", security.removed, name="factor_removed"),
    path("account/password/", security.password, name="password"),
    path(_("tai-khoan/phien/"), sessions.sessions, name="sessions"),
    path("account/sessions/others/ended/", sessions.others_ended, name="others_ended"),
    path("account/sessions/<uuid:pk>/ended/", sessions.ended, name="session_ended"),
    path("account/sessions/<uuid:pk>/disowned/", sessions.disowned, name="session_disowned"),
    path(_("tai-khoan/lien-lac/"), points.points, name="points"),
    path("account/points/added/", points.added, name="point_added"),
    path("account/points/proved/", points.proved, name="point_proved"),
    path("account/points/<uuid:pk>/removed/", points.removed, name="point_removed"),
    path("account/points/<uuid:pk>/chosen/", points.chosen, name="point_chosen"),
    path(_("tai-khoan/lich-su/"), history.history, name="history"),
    path(_("tai-khoan/dang-xuat/"), sign_in.sign_out, name="sign_out"),
    path("t/<str:number>/<str:code>/", follow.track, name="track"),
    path("t/<str:number>/<str:code>/received/", follow.received, name="received"),
    path("t/<str:number>/<str:code>/message/", answer.message, name="message"),
    path("t/<str:number>/<str:code>/acceptance/", answer.acceptance, name="acceptance"),
    path("t/<str:number>/<str:code>/contest/", answer.contest, name="contest"),
    path("t/<str:number>/<str:code>/file/<uuid:pk>/", files.show, name="file"),
]
