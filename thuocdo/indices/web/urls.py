"""Addresses of indices."""

from django.urls import path

from thuocdo.indices.web import annex_row, annexes, editions, recording, results, series, tied

app_name = "indices"
one = "chi-so/<str:key>/"
year = f"{one}ket-qua/<int:pk>/"
annex = "chi-so/tu-quyet-dinh/<int:pk>/"
urlpatterns = [
    path("chi-so/", editions.indices, name="indices"),
    path("chi-so/tu-quyet-dinh/", annexes.upload, name="annex_upload"),
    path(annex, annexes.page, name="annex"),
    path(f"{annex}van-ban/", annexes.source, name="annex_source"),
    path(f"{annex}dong/<slug:key>/", annex_row.row, name="annex_row"),
    path(f"{annex}tra-loi/", annexes.answer, name="annex_answer"),
    path(f"{annex}ca-bo/", annexes.whole, name="annex_whole"),
    path(f"{annex}du-thao/", annexes.draft, name="annex_draft"),
    path(f"{annex}ap-dung/", annexes.put_in_force, name="annex_force"),
    path(f"{annex}bo/", annexes.discard, name="annex_discard"),
    path(one, editions.index, name="index"),
    path(f"{one}so-sanh/", editions.compared, name="compare"),
    path(f"{one}bo/<str:name>/", editions.one, name="edition"),
    path(f"{one}bo/<str:name>/<str:code>/", editions.criterion, name="criterion"),
    path(f"{one}chi-tieu/", tied.page, name="tied"),
    path(f"{one}chi-tieu/<int:target>/go/", tied.untie, name="untie"),
    path(f"{one}nhap/", recording.table, name="enter"),
    path(f"{one}nhap/don-vi/", recording.unit, name="enter_unit"),
    path(f"{one}don-vi/<str:code>/", series.page, name="series"),
    path(f"{one}don-vi/<str:code>/chuoi.json", series.as_json, name="series_json"),
    path(year, results.round_, name="round"),
    path(f"{year}khoa/", results.close, name="close"),
    path(f"{year}mo-lai/", results.reopen, name="reopen"),
    path(f"{year}don-vi/<str:code>/", results.result, name="result"),
    path(f"{year}don-vi/<str:code>/giai-thich.json", results.result_json, name="result_json"),
    path(f"{year}don-vi/<str:code>/bo/", results.remove, name="remove"),
]
