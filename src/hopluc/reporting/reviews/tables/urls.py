"""Addresses of five-year tables, under /bieu-5-nam/."""

from django.urls import path

from hopluc.reporting.reviews.tables import views

app_name = "indicator_tables"
urlpatterns = [
    path("", views.tables, name="list"),
    path("lap/", views.make, name="make"),
    path("<int:pk>/", views.table, name="table"),
    path("<int:pk>/tai-ve/<str:kind>/", views.download, name="download"),
    path("<int:pk>/dong/<slug:key>/", views.row, name="row"),
    path("<int:pk>/bo/", views.drop, name="drop"),
]
