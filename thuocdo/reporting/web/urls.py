"""Addresses of collections."""

from django.urls import path

from thuocdo.reporting.web import answering, asking, collections

app_name = "reporting"
urlpatterns = [
    path("thu-thap/", collections.page, name="collections"),
    path("thu-thap/lap/", asking.make, name="make"),
    path("thu-thap/<int:pk>/", collections.one, name="collection"),
    path("thu-thap/<int:pk>/o-can-dien/", asking.mark, name="mark"),
    path("thu-thap/<int:pk>/don-vi/", asking.units, name="units"),
    path("thu-thap/<int:pk>/bo/", asking.drop, name="drop"),
    path("thu-thap/<int:pk>/khoa/", collections.close, name="close"),
    path("thu-thap/<int:pk>/ket-qua/", collections.download, name="result"),
    path("thu-thap/<int:pk>/tra-lai/<int:reply>/", collections.give_back, name="return"),
    path("thu-thap/tra-loi/<int:pk>/", answering.page, name="reply"),
    path("thu-thap/tra-loi/<int:pk>/bieu/", answering.sheet, name="sheet"),
    path("thu-thap/tra-loi/<int:pk>/tep/", answering.upload, name="upload"),
    path("thu-thap/tra-loi/<int:pk>/khong-phat-sinh/", answering.nil, name="nil"),
]
