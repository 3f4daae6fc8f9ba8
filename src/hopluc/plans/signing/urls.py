"""Addresses of sign-off, extensions, products and officers, under /ke-hoach/."""

from django.urls import path

from hopluc.plans.signing.views import deliveries, extensions, officers, sign_off

urlpatterns = [
    path("cho-duyet/", sign_off.waiting, name="signing"),
    path("cho-duyet/excel/", sign_off.waiting_excel, name="signing_excel"),
    path("cap-nhat/<int:pk>/duyet/", sign_off.review, name="sign_off"),
    path("chua-phu-trach/", officers.parts, name="no_officer"),
    path("chua-phu-trach/excel/", officers.parts_excel, name="no_officer_excel"),
    path("chua-phu-trach/co-quan/", officers.bodies, name="gaps"),
    path("chua-phu-trach/co-quan/excel/", officers.bodies_excel, name="gaps_excel"),
    path("gia-han/", extensions.extensions, name="extensions"),
    path("gia-han/quyet-dinh/", extensions.decide_several, name="decide_extensions"),
    path("gia-han/excel/", extensions.extensions_excel, name="extensions_excel"),
    path("gia-han/<int:pk>/", extensions.extension, name="extension"),
    path("gia-han/<int:pk>/rut/", extensions.withdraw, name="withdraw_extension"),
    path("phan-viec/<int:pk>/gia-han/", extensions.ask, name="ask_extension"),
    path("nhiem-vu/<int:pk>/san-pham/", deliveries.add, name="deliver"),
    path("san-pham/<int:pk>/go/", deliveries.undo, name="take_back"),
    path("san-pham/<int:pk>/tep/", deliveries.file, name="delivery_file"),
]
