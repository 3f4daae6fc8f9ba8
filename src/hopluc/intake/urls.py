"""Addresses of received papers and their review."""

from django.urls import path

from hopluc.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("nhan/", views.receive, name="receive"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/doc-lai/", views.compile_again, name="compile_again"),
    path("<int:pk>/bo/", views.discard, name="discard"),
    path("<int:pk>/tep/<int:order>/", views.file, name="file"),
    path("<int:pk>/ra-soat/", views.review, name="review"),
    path("<int:pk>/ra-soat/viec/", views.deed, name="deed"),
    path("<int:pk>/ra-soat/sua/", views.edit, name="edit"),
    path("<int:pk>/ra-soat/them/", views.add, name="add"),
    path("<int:pk>/ra-soat/co-quan/", views.party, name="party"),
    path("<int:pk>/ra-soat/thoi-han/", views.deadline, name="deadline"),
    path("<int:pk>/ra-soat/nhip/", views.heartbeat, name="heartbeat"),
    path("<int:pk>/ra-soat/dong-bo/", views.sync, name="sync"),
    path("<int:pk>/dua-vao-theo-doi/", views.adopt, name="adopt"),
]
