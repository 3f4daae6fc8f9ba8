"""Addresses of targets against actual figures, under /thuc-hien/."""

from django.urls import path

from hopluc.reporting.actuals import views

app_name = "actuals"
urlpatterns = [
    path("<int:pk>/", views.table, name="table"),
    path("chi-tieu/<int:pk>/", views.indicator, name="indicator"),
]
