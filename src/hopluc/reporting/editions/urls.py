"""Addresses of the white book, under /sach-trang/."""

from django.urls import path

from hopluc.reporting.editions.views import books, editions

app_name = "editions"
urlpatterns = [
    path("", books.books, name="books"),
    path("lap/", books.make, name="make"),
    path("<int:pk>/", books.book, name="book"),
    path("<int:pk>/them-bang/", books.add_table, name="add_table"),
    path("bang/<int:pk>/", books.table, name="define"),
    path("bang/<int:pk>/chuyen/", books.move_table, name="move_table"),
    path("<int:pk>/lap-ban/", editions.make, name="make_edition"),
    path("ban/<int:pk>/", editions.edition, name="edition"),
    path("ban/<int:pk>/lay-lai/", editions.gather, name="gather"),
    path("ban/<int:pk>/khoa/", editions.freeze, name="freeze"),
    path("ban/<int:pk>/bo/", editions.drop, name="drop_edition"),
    path("ban/<int:pk>/tai-ve/<str:kind>/", editions.download, name="download"),
    path("ban/bang/<int:pk>/", editions.check, name="check"),
]
