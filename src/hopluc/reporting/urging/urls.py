"""Addresses of urging: letters and reminders under /don-doc/, a person's own settings under /ca-nhan/."""

from django.urls import path

from hopluc.reporting.urging.views import letters, reminders

app_name = "urging"
urlpatterns = [
    path("don-doc/", letters.letter_list, name="letters"),
    path("don-doc/excel/", letters.letter_excel, name="letters_excel"),
    path("don-doc/lap/", letters.ask, name="ask"),
    path("don-doc/lap/ky-bao-cao/<int:pk>/", letters.ask_round, name="ask_round"),
    path("don-doc/dot/<int:pk>/", letters.batch, name="batch"),
    path("don-doc/dot/<int:pk>/soan-tiep/", letters.write_again, name="write_again"),
    path("don-doc/dot/<int:pk>/da-gui/", letters.batch_sent, name="batch_sent"),
    path("don-doc/dot/<int:pk>/tai-ve/<str:kind>/", letters.batch_zip, name="batch_zip"),
    path("don-doc/cong-van/<int:pk>/", letters.letter, name="letter"),
    path("don-doc/cong-van/<int:pk>/tai-ve/<str:kind>/", letters.download, name="download"),
    path("don-doc/cong-van/<int:pk>/khong-gui/", letters.leave_out, name="leave_out"),
    path("don-doc/cong-van/<int:pk>/gui-lai/", letters.take_in, name="take_in"),
    path("don-doc/cong-van/<int:pk>/da-gui/", letters.sent, name="sent"),
    path("don-doc/cong-van/<int:pk>/tra-loi/", letters.answer, name="answer"),
    path("don-doc/tep/<int:pk>/", letters.answer_file, name="answer_file"),
    path("don-doc/cua-nhiem-vu/<int:pk>/", letters.of_task, name="of_task"),
    path("don-doc/nhac/", reminders.nudge, name="nudge"),
    path("don-doc/da-nhac/", reminders.reminder_log, name="reminders"),
    path("don-doc/da-nhac/excel/", reminders.reminder_excel, name="reminders_excel"),
    path("don-doc/lich-nhac/", reminders.schedule_list, name="schedules"),
    path("don-doc/lich-nhac/<int:pk>/", reminders.schedule, name="schedule"),
    path("don-doc/qua-han-lau/", reminders.escalated, name="escalated"),
    path("don-doc/qua-han-lau/excel/", reminders.escalated_excel, name="escalated_excel"),
    path("ca-nhan/lich/", reminders.calendar_page, name="calendar"),
    path("ca-nhan/lich/thu-hoi/", reminders.revoke_calendar, name="revoke_calendar"),
    path("lich/<str:token>.ics", reminders.feed, name="feed"),
]
