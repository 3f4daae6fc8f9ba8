"""Addresses of reviews, under /tong-ket/."""

from django.urls import path

from hopluc.reporting.reviews.views import asking, figures, findings, parts, report, reviews

app_name = "reviews"
urlpatterns = [
    path("", reviews.review_list, name="list"),
    path("mo/", reviews.open_review, name="open"),
    path("cua-toi/", reviews.mine, name="mine"),
    path("<int:pk>/", reviews.review, name="review"),
    path("<int:pk>/sua/", reviews.change, name="change"),
    path("<int:pk>/de-cuong/", parts.outline, name="outline"),
    path("<int:pk>/de-cuong/tai-ve/", parts.outline_docx, name="outline_docx"),
    path("<int:pk>/de-cuong/them/", parts.add, name="add_part"),
    path("muc/<int:pk>/", parts.part, name="part"),
    path("muc/<int:pk>/chuyen/", parts.move, name="move_part"),
    path("<int:pk>/cau-hoi/", asking.questions, name="questions"),
    path("<int:pk>/cau-hoi/lap-bieu/", asking.make_form, name="make_form"),
    path("<int:pk>/cau-hoi/chon-bieu/", asking.use_form, name="use_form"),
    path("<int:pk>/cau-hoi/cong-van/", asking.letter, name="letter"),
    path("<int:pk>/chi-tieu/", figures.table, name="figures"),
    path("<int:pk>/chi-tieu/<int:indicator>/<int:year>/", figures.figure, name="figure"),
    path("<int:pk>/nhiem-vu/", figures.tasks, name="tasks"),
    path("<int:pk>/y-kien/", findings.findings, name="findings"),
    path("<int:pk>/y-kien/lay/", findings.gather, name="gather"),
    path("<int:pk>/y-kien/them/", findings.add, name="add_finding"),
    path("y-kien/<int:pk>/", findings.finding, name="finding"),
    path("<int:pk>/bao-cao/", report.report, name="report"),
    path("<int:pk>/bao-cao/tai-ve/<str:kind>/", report.download, name="download"),
    path("<int:pk>/bao-cao/phat-hanh/", report.issue, name="issue"),
]
