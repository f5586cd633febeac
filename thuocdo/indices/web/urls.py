"""Addresses of indices."""

from django.urls import path

from thuocdo.indices.web import editions

app_name = "indices"
urlpatterns = [
    path("chi-so/", editions.indices, name="indices"),
    path("chi-so/<str:key>/", editions.index, name="index"),
    path("chi-so/<str:key>/so-sanh/", editions.compared, name="compare"),
    path("chi-so/<str:key>/bo/<str:name>/", editions.one, name="edition"),
    path("chi-so/<str:key>/bo/<str:name>/<str:code>/", editions.criterion, name="criterion"),
]
