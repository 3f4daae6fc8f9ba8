"""Addresses of the shell."""

from django.urls import path

from hopluc.web.account import noticing
from hopluc.web.account import views as account
from hopluc.web.bodies import groups, people
from hopluc.web.bodies import views as bodies
from hopluc.web.dashboard import views as dashboard
from hopluc.web.filters import views as filters
from hopluc.web.journal import views as journal
from hopluc.web.leaders import views as leaders
from hopluc.web.search import views as search
from hopluc.web.system import views as system
from hopluc.web.timeline import serving
from hopluc.web.timeline import views as timeline
from hopluc.web.work import views as work

app_name = "web"
urlpatterns = [
    path("", work.home, name="home"),
    path("tim/", search.results, name="search"),
    path("tim/goi-y/", search.offers, name="search_offers"),
    path("ca-nhan/bo-loc/", filters.saved_filters, name="saved_filters"),
    path("ca-nhan/bo-loc/<int:pk>/", filters.saved_filter, name="saved_filter"),
    path("thong-bao/", account.notices, name="notices"),
    path("vai-tro/", account.switch, name="switch"),
    path("ca-nhan/", account.account, name="account"),
    path("ca-nhan/thong-bao/", noticing.settings, name="notice_settings"),
    path("ca-nhan/vang-mat/", noticing.go_away, name="go_away"),
    path("ca-nhan/vang-mat/<int:pk>/thoi/", noticing.come_back, name="come_back"),
    path("vao-nhanh/", account.demo_sign_in, name="demo_sign_in"),
    path("vao/<str:token>/", account.link, name="link"),
    path("lanh-dao/", leaders.leaders, name="leaders"),
    path("lanh-dao/bieu-do/", dashboard.dashboard, name="dashboard"),
    path("lanh-dao/bieu-do/phan-viec/", dashboard.parts, name="dashboard_parts"),
    path("co-quan/", bodies.body_list, name="bodies"),
    path("co-quan/nhom/", groups.groups, name="groups"),
    path("co-quan/nhom/<int:pk>/", groups.group, name="group"),
    path("co-quan/<int:pk>/", bodies.body_page, name="body"),
    path("co-quan/<int:pk>/nguoi/", people.people, name="people"),
    path("co-quan/<int:pk>/nguoi/<int:user_pk>/", people.person, name="person"),
    path("co-quan/<int:pk>/nguoi/<int:user_pk>/mat-khau/", people.password_link, name="password_link"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("dong-doi/<slug:kind>/<int:pk>/", timeline.life, name="life"),
    path("dong-doi/<slug:kind>/<int:pk>/phuc-vu/", serving.serve, name="serve"),
    path("dong-doi/<slug:kind>/<int:pk>/excel/", timeline.life_excel, name="life_excel"),
    path("healthz", system.healthz, name="healthz"),
    path("readyz", system.readyz, name="readyz"),
]
