"""Addresses of this room."""

from django.urls import path

from hopluc.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("mo-ky/", views.choose_duty, name="choose_duty"),
    path("mo-ky/<int:plan_id>/", views.open_round, name="open_round"),
    path("ky/<int:round_id>/", views.round_matrix, name="round"),
    path("ky/<int:round_id>/tai-ve/", views.download_matrix, name="download_matrix"),
    path("ky/<int:round_id>/khoa/", views.close_round, name="close_round"),
    path("ky/<int:round_id>/mo-lai/", views.reopen_round, name="reopen_round"),
    path("ky/<int:round_id>/lap/", views.ask_consolidation, name="ask_consolidation"),
    path("nop/<int:submission_id>/", views.submission, name="submission"),
    path("nop/<int:submission_id>/luu/", views.autosave, name="autosave"),
    path("nop/<int:submission_id>/lay-so-lieu/", views.prefill, name="prefill"),
    path("nop/<int:submission_id>/lay-lai/", views.withdraw, name="withdraw"),
    path("nop/<int:submission_id>/tra-lai/", views.return_submission, name="return_submission"),
    path("nop/<int:submission_id>/tiep-nhan/", views.accept, name="accept"),
    path("tong-hop/<int:report_id>/", views.report, name="report"),
    path("tong-hop/<int:report_id>/tai-ve/<str:kind>/", views.download_report, name="download_report"),
    path("tong-hop/<int:report_id>/phat-hanh/", views.issue, name="issue"),
]
