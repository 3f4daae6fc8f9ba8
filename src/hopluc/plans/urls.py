"""Addresses of this room, under /ke-hoach/."""

from django.urls import path

from hopluc.plans.amendments.urls import urlpatterns as amendments
from hopluc.plans.budget.urls import urlpatterns as budget
from hopluc.plans.mandates.urls import urlpatterns as mandates
from hopluc.plans.signing.urls import urlpatterns as signing
from hopluc.plans.views import board, files, late, tabs, task

app_name = "plans"
urlpatterns = [
    *signing,
    *mandates,
    *amendments,
    *budget,
    path("", board.plan_list, name="list"),
    path("tre-han/", late.late, name="late"),
    path("tre-han/excel/", late.late_excel, name="late_excel"),
    path("<int:pk>/", board.board, name="board"),
    path("<int:pk>/excel/", board.board_excel, name="board_excel"),
    path("<int:pk>/chi-tieu/", tabs.indicators, name="indicators"),
    path("<int:pk>/che-do-bao-cao/", tabs.duties, name="duties"),
    path("<int:pk>/van-ban-lien-quan/", tabs.citations, name="citations"),
    path("<int:pk>/lich-su/", tabs.history, name="history"),
    path("<int:pk>/ket-thuc/", tabs.close, name="close"),
    path("chi-tieu/<int:pk>/", tabs.indicator, name="indicator"),
    path("chi-tieu/tep/<int:pk>/", files.typed, name="typed_file"),
    path("nhiem-vu/<int:pk>/", task.task, name="task"),
    path("phan-viec/<int:pk>/bao-cao/", task.report, name="report"),
    path("phan-viec/<int:pk>/phu-trach/", task.officer, name="officer"),
    path("cap-nhat/<int:pk>/dinh-chinh/", task.correct, name="correct"),
    path("han/<int:pk>/mo/", task.open_part, name="open_part"),
    path("han/tep/<int:pk>/", files.opening, name="opening_file"),
    path("minh-chung/<int:pk>/", files.evidence, name="evidence"),
]
