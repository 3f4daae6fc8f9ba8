"""Addresses of issued documents: beside the report for its keepers, /kiem-tra-van-ban/ for everybody."""

from django.urls import path

from hopluc.reporting.issuing.views import checking, files, signing, since

app_name = "issuing"
urlpatterns = [
    path("kiem-tra-van-ban/", checking.check, name="check"),
    path("kiem-tra-van-ban/tep/", checking.check_file, name="check_file"),
    path("kiem-tra-van-ban/<str:code>/", checking.check_code, name="check_code"),
    path("bao-cao/phat-hanh/<int:report_id>/tep/", files.files, name="files"),
    path("bao-cao/phat-hanh/<int:report_id>/lap-pdf/", files.want_pdf, name="want_pdf"),
    path("bao-cao/phat-hanh/<int:report_id>/thay-doi/", since.since, name="since"),
    path("bao-cao/phat-hanh/<int:report_id>/ky/", signing.sign, name="sign"),
    path("bao-cao/phat-hanh/<int:report_id>/dong-dau/", signing.seal, name="seal"),
    path("bao-cao/phat-hanh/<int:report_id>/ban-ky/", signing.take_signed, name="take_signed"),
    path("bao-cao/phat-hanh/<int:report_id>/ban-ky/<int:pk>/", signing.signed, name="signed"),
]
