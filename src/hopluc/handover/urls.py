"""Addresses of this room."""

from django.urls import path

from hopluc.handover import views

app_name = "handover"
urlpatterns = [path("", views.merger, name="merger")]
