"""Addresses of this room."""

from django.urls import path

from hopluc.handover import views

app_name = "handover"
urlpatterns = [
    path("", views.handovers, name="merger"),
    path("moi/", views.wizard, name="wizard"),
    path("<int:pk>/", views.handover, name="handover"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
]
