"""Addresses of reports and of collections."""

from django.urls import path

from thuocdo.reporting.web import (
    answering,
    asking,
    collections,
    duties,
    papers,
    phone,
    rates,
    reports,
    reviews,
    rounds,
    tracking,
)

app_name = "reporting"
urlpatterns = [
    path("bao-cao/", duties.page, name="reports"),
    path("bao-cao/tinh-hinh/", rates.page, name="rates"),
    path("bao-cao/che-do/them/", duties.add, name="add_duty"),
    path("bao-cao/che-do/<int:pk>/ket-thuc/", duties.end, name="end_duty"),
    path("bao-cao/che-do/<int:pk>/mo-ky/", duties.open_round, name="open_round"),
    path("bao-cao/ky/<int:pk>/", rounds.page, name="round"),
    path("bao-cao/ky/<int:pk>/tong-hop/", rounds.consolidate, name="consolidate"),
    path("bao-cao/ky/<int:pk>/chon-doan/", rounds.pick, name="pick"),
    path("bao-cao/ky/<int:pk>/khoa/", rounds.close, name="close_round"),
    path("bao-cao/ky/<int:pk>/mo-cho/<int:unit>/", rounds.let_through, name="let_through"),
    path("bao-cao/<int:pk>/", reports.page, name="report"),
    path("bao-cao/<int:pk>/tra-lai/", reports.give_back, name="give_back"),
    path("bao-cao/<int:pk>/ban-hanh/", reports.issue, name="issue"),
    path("bao-cao/<int:pk>/tiep-nhan/", reports.received, name="received"),
    path("bao-cao/<int:pk>/buoc/<slug:act>/", reports.move, name="move"),
    path("bao-cao/<int:pk>/tep/<slug:kind>/", papers.download, name="report_file"),
    path("bao-cao/<int:pk>/nap-word/", papers.load, name="load_word"),
    *phone.URLS,
    *reviews.URLS,
    *tracking.URLS,
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
