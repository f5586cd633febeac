from django.urls import path

from thuocdo.audit.web import views

app_name = "audit"
urlpatterns = [path("nhat-ky/", views.log, name="log")]
