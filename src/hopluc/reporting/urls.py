"""Addresses of this room."""

from django.urls import path

from hopluc.reporting.views import reports, rounds, submissions

app_name = "reporting"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("mo-ky/", rounds.choose_duty, name="choose_duty"),
    path("mo-ky/<int:plan_id>/", rounds.open_round, name="open_round"),
    path("ky/<int:round_id>/", rounds.round_matrix, name="round"),
    path("ky/<int:round_id>/tai-ve/", rounds.download_matrix, name="download_matrix"),
    path("ky/<int:round_id>/khoa/", rounds.close_round, name="close_round"),
    path("ky/<int:round_id>/mo-lai/", rounds.reopen_round, name="reopen_round"),
    path("ky/<int:round_id>/lap/", reports.ask_consolidation, name="ask_consolidation"),
    path("nop/<int:submission_id>/", submissions.submission, name="submission"),
    path("nop/<int:submission_id>/luu/", submissions.autosave, name="autosave"),
    path("nop/<int:submission_id>/lay-so-lieu/", submissions.prefill, name="prefill"),
    path("nop/<int:submission_id>/lay-lai/", submissions.withdraw, name="withdraw"),
    path("nop/<int:submission_id>/tra-lai/", submissions.return_submission, name="return_submission"),
    path("nop/<int:submission_id>/tiep-nhan/", submissions.accept, name="accept"),
    path("tong-hop/<int:report_id>/", reports.report, name="report"),
    path("tong-hop/<int:report_id>/tai-ve/<str:kind>/", reports.download_report, name="download_report"),
    path("tong-hop/<int:report_id>/phat-hanh/", reports.issue, name="issue"),
]
