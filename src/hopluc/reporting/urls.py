"""Addresses of this room."""

from django.urls import path

from hopluc.reporting.editing import figure_views
from hopluc.reporting.editing import views as passages
from hopluc.reporting.formbook import views as forms
from hopluc.reporting.views import marks, reports, returned, rounds, submissions

app_name = "reporting"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("mo-ky/", rounds.choose_duty, name="choose_duty"),
    path("mo-ky/<int:plan_id>/", rounds.open_round, name="open_round"),
    path("bieu-mau/", forms.form_list, name="forms"),
    path("bieu-mau/lap/", forms.make, name="make_form"),
    path("bieu-mau/<int:pk>/", forms.form_version, name="form"),
    path("bieu-mau/<int:pk>/them-phan/", forms.add_section, name="add_form_section"),
    path("bieu-mau/<int:pk>/phan/<slug:key>/", forms.section, name="form_section"),
    path("bieu-mau/<int:pk>/phan/<slug:key>/chuyen/", forms.move_section, name="move_form_section"),
    path("bieu-mau/<int:pk>/dung/", forms.publish, name="publish_form"),
    path("bieu-mau/<int:pk>/phien-ban-moi/", forms.draft_next, name="next_form"),
    path("bieu-mau/<int:pk>/bo/", forms.drop, name="drop_form"),
    path("ky/<int:round_id>/", rounds.round_matrix, name="round"),
    path("ky/<int:round_id>/tai-ve/", rounds.download_matrix, name="download_matrix"),
    path("ky/<int:round_id>/tiep-nhan/", submissions.accept_several, name="accept_several"),
    path("ky/<int:round_id>/khoa/", rounds.close_round, name="close_round"),
    path("ky/<int:round_id>/mo-lai/", rounds.reopen_round, name="reopen_round"),
    path("ky/<int:round_id>/lap/", reports.ask_consolidation, name="ask_consolidation"),
    path("nop/<int:submission_id>/", submissions.submission, name="submission"),
    path("nop/<int:submission_id>/bieu/", returned.fillable, name="fillable"),
    path("nop/<int:submission_id>/bieu-word/", returned.word_form, name="word_form"),
    path("nop/<int:submission_id>/gui-bieu/", returned.take_back, name="take_back"),
    path("nop/tep/<int:pk>/", returned.returned_file, name="returned_file"),
    path("nop/tep/<int:pk>/loi/", returned.error_sheet, name="error_sheet"),
    path("nop/<int:submission_id>/luu/", submissions.autosave, name="autosave"),
    path("nop/<int:submission_id>/lay-so-lieu/", submissions.prefill, name="prefill"),
    path("nop/<int:submission_id>/lay-lai/", submissions.withdraw, name="withdraw"),
    path("nop/<int:submission_id>/tra-lai/", submissions.return_submission, name="return_submission"),
    path("nop/<int:submission_id>/danh-dau/", marks.mark_place, name="mark_place"),
    path("nop/danh-dau/<int:pk>/bo/", marks.drop_mark, name="drop_mark"),
    path("nop/<int:submission_id>/mo-lai/", submissions.reopen, name="reopen"),
    path("nop/<int:submission_id>/tiep-nhan/", submissions.accept, name="accept"),
    path("tong-hop/<int:report_id>/", reports.report, name="report"),
    path("tong-hop/<int:report_id>/tai-ve/<str:kind>/", reports.download_report, name="download_report"),
    path("tong-hop/<int:report_id>/doan/<path:key>", passages.passage, name="passage"),
    path("tong-hop/<int:report_id>/sap-doan/<path:key>", passages.arrange, name="arrange_passage"),
    path("tong-hop/<int:report_id>/them-doan/<path:key>", passages.add, name="add_passage"),
    path("tong-hop/<int:report_id>/so-lieu/<path:key>", figure_views.figure, name="figure"),
    path("tong-hop/<int:report_id>/so-lieu-excel/<path:key>", figure_views.figure_excel, name="figure_excel"),
    path("tong-hop/<int:report_id>/phat-hanh/", reports.issue, name="issue"),
]
