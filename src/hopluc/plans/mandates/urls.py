"""Addresses of the chain of mandates, under /ke-hoach/."""

from django.urls import path

from hopluc.plans.mandates.views import coverage, links, own, shares, tasks

urlpatterns = [
    path("chuong-trinh-cong-tac/", own.programme, name="programme"),
    path("chuong-trinh-cong-tac/excel/", own.programme_excel, name="programme_excel"),
    path("chuong-trinh-cong-tac/van-ban/", own.programme_document, name="programme_document"),
    path("ke-hoach-rieng/", own.mine, name="my_own_plans"),
    path("<int:pk>/ke-hoach-rieng/", own.own_plans, name="own_plans"),
    path("<int:pk>/ke-hoach-rieng/excel/", own.own_plans_excel, name="own_plans_excel"),
    path("<int:pk>/ke-hoach-rieng/van-ban/", own.document, name="own_plan_document"),
    path("ke-hoach-rieng/<int:pk>/<int:body>/", own.record, name="record_own_plan"),
    path("ke-hoach-rieng/tep/<int:pk>/<int:deed>/", own.file, name="own_plan_file"),
    path("<int:pk>/lien-ket/", links.links, name="links"),
    path("<int:pk>/lien-ket/tim/", links.look, name="look_for_links"),
    path("lien-ket/<int:pk>/", links.between, name="link"),
    path("<int:pk>/bao-phu/", coverage.coverage, name="coverage"),
    path("<int:pk>/bao-phu/excel/", coverage.excel, name="coverage_excel"),
    path("nhiem-vu/<int:pk>/lien-ket/", tasks.chain, name="task_links"),
    path("nhiem-vu/<int:pk>/noi/", tasks.join, name="join_task"),
    path("chi-tieu/<int:pk>/noi/", tasks.join_target, name="join_target"),
    path("chi-tieu/<int:pk>/giao/", shares.shares, name="shares"),
    path("chi-tieu/<int:pk>/giao/excel/", shares.excel, name="shares_excel"),
    path("chi-tieu/<int:pk>/giao/<int:body>/", shares.actual, name="share_actual"),
]
