"""Addresses of the outbox."""

from django.urls import path

from thuocdo.notices.web import views

app_name = "notices"
urlpatterns = [
    path("thu-di/", views.outbox, name="outbox"),
    path("thu-di/<int:pk>/gui-lai/", views.resend, name="resend"),
]
