"""Addresses of next year's plan and of a plan's end, under /nam-toi/."""

from django.urls import path

from hopluc.reporting.yearly.views import closing, drafts, lines, targets

app_name = "yearly"
urlpatterns = [
    path("", drafts.draft_list, name="drafts"),
    path("lap/<int:plan>/", drafts.make, name="make"),
    path("<int:pk>/", lines.lines, name="draft"),
    path("<int:pk>/excel/", lines.excel, name="excel"),
    path("<int:pk>/van-ban/", drafts.document, name="document"),
    path("<int:pk>/lay-moi/", drafts.refresh, name="refresh"),
    path("<int:pk>/trich-yeu/", drafts.retitle, name="retitle"),
    path("<int:pk>/ban-hanh/", drafts.issued, name="issued"),
    path("<int:pk>/them/", lines.add, name="add_line"),
    path("dong/<int:pk>/", lines.line, name="line"),
    path("dong/<int:pk>/doi-cho/", lines.move, name="move_line"),
    path("<int:pk>/chi-tieu/", targets.targets, name="targets"),
    path("<int:pk>/chi-tieu/excel/", targets.excel, name="targets_excel"),
    path("<int:pk>/chi-tieu/them/", targets.add, name="add_target"),
    path("chi-tieu/<int:pk>/", targets.target, name="target"),
    path("ket-thuc/<int:pk>/", closing.close, name="close"),
    path("bao-cao-ket-thuc/<int:pk>/", closing.final, name="final"),
    path("bao-cao-ket-thuc/<int:pk>/tai-ve/<str:kind>/", closing.download, name="final_file"),
    path("cua-ke-hoach/<int:pk>/", drafts.of_plan, name="of_plan"),
    path("cua-nhiem-vu/<int:pk>/", lines.of_task, name="of_task"),
]
