from django.urls import path

from thuocdo.desk.web import board, parts, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim-kiem/", views.search, name="search"),
    path("tu-cach/", views.capacities, name="capacities"),
    path("dieu-hanh/", board.page, name="board"),
    path("dieu-hanh/giao-ban/", board.meeting, name="meeting"),
    path("dieu-hanh/giao-ban/pdf/", board.meeting_pdf, name="meeting_pdf"),
    path("thiet-ke/", parts.overview, name="parts"),
    path("thiet-ke/nhip/", parts.pulse, name="pulse"),
    path("thiet-ke/bieu-mau/", parts.form, name="form"),
    path("thiet-ke/danh-sach/", parts.rows, name="rows"),
    path("thiet-ke/danh-sach/<int:number>/", parts.row, name="row"),
    path("thiet-ke/ra-soat/", parts.review, name="review"),
    path("thiet-ke/xac-nhan/", parts.confirm, name="confirm"),
    path("thiet-ke/khung-ngoai/", parts.bare, name="bare"),
]
