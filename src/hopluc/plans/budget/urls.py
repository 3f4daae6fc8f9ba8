"""Addresses of the yearly budget, under /ke-hoach/."""

from django.urls import path

from hopluc.plans.budget.views import estimates, gathering, lines, mine, resolutions

urlpatterns = [
    path("<int:pk>/du-toan/", gathering.budget, name="budget"),
    path("<int:pk>/du-toan/mo/", gathering.open_year, name="open_budget"),
    path("<int:pk>/du-toan/nhiem-vu/", gathering.tasks, name="budget_tasks"),
    path("<int:pk>/du-toan/excel/", gathering.excel, name="budget_excel"),
    path("du-toan/<int:pk>/van-ban/", gathering.document, name="budget_document"),
    path("du-toan/cua-toi/", mine.mine, name="my_budgets"),
    path("du-toan/<int:pk>/han/", gathering.move_due, name="move_budget_due"),
    path("du-toan/<int:pk>/phe-duyet/", resolutions.approve, name="approve_budget"),
    path("du-toan/nghi-quyet/<int:pk>/go/", resolutions.take_back, name="take_back_resolution"),
    path("du-toan/nghi-quyet/<int:pk>/thay/", resolutions.replace, name="replace_resolution"),
    path("du-toan/<int:pk>/them/", estimates.add, name="add_budget_line"),
    path("du-toan/<int:pk>/khong-nhu-cau/", estimates.none, name="no_budget"),
    path("du-toan/co-quan/<int:pk>/", estimates.estimate, name="estimate"),
    path("du-toan/co-quan/<int:pk>/van-ban/", estimates.document, name="estimate_document"),
    path("du-toan/co-quan/<int:pk>/tra-lai/", estimates.send_back, name="return_estimate"),
    path("du-toan/dong/<int:pk>/", lines.line, name="budget_line"),
    path("du-toan/dong/<int:pk>/sua/", lines.change, name="change_budget_line"),
    path("du-toan/dong/<int:pk>/bo/", lines.drop, name="drop_budget_line"),
    path("du-toan/dong/<int:pk>/dieu-chinh/", lines.cut, name="cut_budget_line"),
    path("du-toan/dong/<int:pk>/chi/", lines.spend, name="spend_budget"),
    path("du-toan/chi/<int:pk>/go/", lines.take_back, name="take_back_spending"),
    path("nhiem-vu/<int:pk>/kinh-phi/", lines.of_task, name="budget_of_task"),
]
