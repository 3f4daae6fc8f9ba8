"""Addresses of the shell."""

from django.urls import path

from hopluc.web.account import views as account
from hopluc.web.bodies import views as bodies
from hopluc.web.journal import views as journal
from hopluc.web.search import views as search
from hopluc.web.system import views as system
from hopluc.web.work import views as work

app_name = "web"
urlpatterns = [
    path("", work.home, name="home"),
    path("tim/", search.results, name="search"),
    path("thong-bao/", account.notices, name="notices"),
    path("vai-tro/", account.switch, name="switch"),
    path("ca-nhan/", account.account, name="account"),
    path("vao-nhanh/", account.demo_sign_in, name="demo_sign_in"),
    path("vao/<str:token>/", account.link, name="link"),
    path("co-quan/", bodies.body_list, name="bodies"),
    path("co-quan/<int:pk>/", bodies.body_page, name="body"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("healthz", system.healthz, name="healthz"),
    path("readyz", system.readyz, name="readyz"),
]
