"""Root addresses: each room has its own, under a Vietnamese word."""

from django.urls import include, path

urlpatterns = [
    path("", include("hopluc.web.urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("ke-hoach/", include("hopluc.plans.urls")),
    path("van-ban/", include("hopluc.intake.urls")),
    path("bao-cao/", include("hopluc.reporting.urls")),
    path("sap-xep/", include("hopluc.handover.urls")),
]

handler400 = "hopluc.web.system.views.bad_request"
handler403 = "hopluc.web.system.views.denied"
handler404 = "hopluc.web.system.views.not_found"
handler500 = "hopluc.web.system.views.failed"
