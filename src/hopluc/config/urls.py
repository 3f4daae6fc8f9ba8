"""Root addresses: each room has its own, under a Vietnamese word."""

from django.urls import include, path

urlpatterns = [
    path("", include("hopluc.web.urls")),
    path("tai-khoan/", include("allauth.urls")),
    path("ke-hoach/", include("hopluc.plans.urls")),
    path("van-ban/", include("hopluc.intake.urls")),
    path("", include("hopluc.engagement.urls")),
    path("bao-cao/", include("hopluc.reporting.urls")),
    path("", include("hopluc.reporting.issuing.urls")),
    path("bao-cao/", include("hopluc.reporting.routes.urls")),
    path("", include("hopluc.reporting.urging.urls")),
    path("thuc-hien/", include("hopluc.reporting.actuals.urls")),
    path("nam-toi/", include("hopluc.reporting.yearly.urls")),
    path("tong-ket/", include("hopluc.reporting.reviews.urls")),
    path("bieu-5-nam/", include("hopluc.reporting.reviews.tables.urls")),
    path("sach-trang/", include("hopluc.reporting.editions.urls")),
    path("sap-xep/", include("hopluc.handover.urls")),
]

handler400 = "hopluc.web.system.views.bad_request"
handler403 = "hopluc.web.system.views.denied"
handler404 = "hopluc.web.system.views.not_found"
handler500 = "hopluc.web.system.views.failed"
