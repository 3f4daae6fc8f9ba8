"""Addresses of proposals and amendments, under /ke-hoach/."""

from django.urls import path

from hopluc.plans.amendments.views import drafts, proposals

urlpatterns = [
    path("sua-doi-cho-xu-ly/", proposals.waiting, name="amendments_waiting"),
    path("<int:pk>/sua-doi/", proposals.listed, name="amendments"),
    path("<int:pk>/sua-doi/excel/", proposals.excel, name="proposals_excel"),
    path("<int:pk>/de-xuat/", proposals.propose_new, name="propose_new"),
    path("<int:pk>/de-xuat-chi-tieu/", proposals.propose_new_target, name="propose_new_target"),
    path("nhiem-vu/<int:pk>/de-xuat/", proposals.propose_task, name="propose_task"),
    path("chi-tieu/<int:pk>/de-xuat/", proposals.propose_target, name="propose_target"),
    path("de-xuat/<int:pk>/", proposals.proposal, name="proposal"),
    path("sua-doi/<int:pk>/", drafts.amendment, name="amendment"),
    path("sua-doi/<int:pk>/van-ban/", drafts.document, name="amendment_document"),
    path("sua-doi/<int:pk>/tep/", drafts.file, name="amendment_file"),
]
