"""Addresses of routes, under /bao-cao/."""

from django.urls import path

from hopluc.reporting.routes.views import answering, incoming, inside, legs

app_name = "routes"
urlpatterns = [
    path("nop/<int:submission_id>/don-vi/", answering.ask_units, name="ask_units"),
    path("nop/<int:submission_id>/don-vi/lay/", answering.lay, name="lay"),
    path("nop/<int:submission_id>/don-vi/nguon/", answering.sources, name="sources"),
    path("ky/<int:round_id>/noi-gui/", legs.legs, name="legs"),
    path("ky/<int:round_id>/noi-gui/de-xuat/", legs.take_suggested, name="take_suggested"),
    path("ky/<int:round_id>/noi-gui/tai-ve/", legs.legs_excel, name="legs_excel"),
    path("ky/<int:round_id>/long-ghep/", inside.put_inside, name="put_inside"),
    path("ky/<int:round_id>/bo-long-ghep/", inside.take_out, name="take_out"),
    path("noi-gui/<int:pk>/", legs.leg, name="leg"),
    path("noi-gui/<int:pk>/bo/", legs.drop, name="drop_leg"),
    path("noi-gui/<int:pk>/tep/<str:kind>/", legs.leg_file, name="leg_file"),
    path("noi-gui/<int:pk>/<slug:kind>/", legs.deed, name="leg_deed"),
    path("noi-gui/y-kien/<int:pk>/tep/", legs.remark_file, name="remark_file"),
    path("gui-den/", incoming.incoming_list, name="incoming_list"),
    path("gui-den/<int:pk>/", incoming.incoming, name="incoming"),
    path("gui-den/<int:pk>/tep/<str:kind>/", incoming.incoming_file, name="incoming_file"),
]
