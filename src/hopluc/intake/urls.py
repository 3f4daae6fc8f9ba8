"""Addresses of received papers and their review."""

from django.urls import path

from hopluc.intake.views import adoption, clauses, comparing, deeds, editors, files, papers, review

app_name = "intake"
urlpatterns = [
    path("", papers.papers, name="papers"),
    path("nhan/", papers.receive, name="receive"),
    path("cua-ke-hoach/<int:plan>/", files.of_plan, name="of_plan"),
    path("<int:pk>/", papers.paper, name="paper"),
    path("<int:pk>/tien-do/", papers.progress, name="progress"),
    path("<int:pk>/doc-lai/", papers.compile_again, name="compile_again"),
    path("<int:pk>/bo/", papers.discard, name="discard"),
    path("<int:pk>/tep/<int:order>/", files.file, name="file"),
    path("<int:pk>/trang/<int:order>/<int:number>/", files.picture, name="picture"),
    path("<int:pk>/so-sanh/", comparing.compare, name="compare"),
    path("<int:pk>/sua-doi/<int:older>/", comparing.amend, name="amend"),
    path("<int:pk>/cac-khoan/", clauses.listed, name="clauses"),
    path("<int:pk>/cac-khoan/<slug:key>/", clauses.mend, name="clause"),
    path("<int:pk>/tai/<slug:form>/", files.converted, name="converted"),
    path("<int:pk>/ra-soat/", review.review, name="review"),
    path("<int:pk>/ra-soat/viec/", deeds.deed, name="deed"),
    path("<int:pk>/ra-soat/sua/", editors.edit, name="edit"),
    path("<int:pk>/ra-soat/them/", editors.add, name="add"),
    path("<int:pk>/ra-soat/co-quan/", editors.party, name="party"),
    path("<int:pk>/ra-soat/thoi-han/", editors.deadline, name="deadline"),
    path("<int:pk>/ra-soat/nhip/", review.heartbeat, name="heartbeat"),
    path("<int:pk>/ra-soat/dong-bo/", review.sync, name="sync"),
    path("<int:pk>/dua-vao-theo-doi/", adoption.adopt, name="adopt"),
]
