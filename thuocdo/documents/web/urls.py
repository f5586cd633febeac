"""Addresses of documents, files and number series."""

from django.urls import path

from thuocdo.documents.web import series, views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.documents, name="list"),
    path("van-ban/ghi-nhan/", views.record, name="record"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/bo-sung/", views.complete, name="complete"),
    path("van-ban/tep/<int:pk>/", views.file, name="file"),
    path("van-ban/so/", series.every, name="series"),
    path("van-ban/so/lap/", series.create, name="create_series"),
    path("van-ban/so/<int:pk>/", series.numbers, name="numbers"),
    path("van-ban/so/<int:pk>/nhap/", series.type_in, name="record_number"),
    path("van-ban/so/huy/<int:pk>/", series.cancel, name="cancel_number"),
]
