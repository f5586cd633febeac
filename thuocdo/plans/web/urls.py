from django.urls import path

from thuocdo.plans.web import (
    amendment,
    confirming,
    decide,
    listed,
    papers,
    phone,
    plan,
    review,
    work,
)

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", papers.plans, name="list"),
    path("ke-hoach/tai-len/", papers.upload, name="upload"),
    path("ke-hoach/<int:pk>/", plan.plan, name="plan"),
    path("ke-hoach/<int:pk>/ky-sau/", plan.next_year, name="next_year"),
    path("ke-hoach/<int:pk>/ket-thuc/", plan.close, name="close"),
    path("ke-hoach/<int:pk>/dieu-chinh/", amendment.new, name="amend"),
    path("dieu-chinh/<int:pk>/", amendment.page, name="amendment"),
    path("dieu-chinh/<int:pk>/quyet-dinh/", amendment.decide, name="amendment_decide"),
    path("dieu-chinh/<int:pk>/ap-dung/", amendment.apply, name="amendment_apply"),
    path("nhiem-vu/", listed.page, name="list_of_work"),
    path("nhiem-vu/<int:pk>/", plan.task, name="task"),
    path("nhiem-vu/<int:pk>/su-kien/", plan.event, name="event"),
    path("ke-hoach/<int:pk>/ra-soat/", review.page, name="review"),
    path("ke-hoach/<int:pk>/nguon/", review.source, name="source"),
    path("ke-hoach/<int:pk>/ra-soat/tinh-hinh/", review.state, name="review_state"),
    path("ke-hoach/<int:pk>/ra-soat/<str:key>/", review.row, name="review_row"),
    path("ke-hoach/<int:pk>/quyet-dinh/", decide.answers, name="decide"),
    path("ke-hoach/<int:pk>/ten-don-vi/", decide.names, name="decide_names"),
    path("ke-hoach/<int:pk>/dong/<str:key>/", decide.row, name="decide_row"),
    path("ke-hoach/<int:pk>/ban-hanh/", papers.issue, name="issue"),
    path("ke-hoach/<int:pk>/dua-vao-theo-doi/", papers.live, name="live"),
    path("ke-hoach/<int:pk>/bo-ra-soat/", papers.discard, name="discard"),
    path("cho-xac-nhan/", confirming.page, name="waiting"),
    path("cho-xac-nhan/xac-nhan/", confirming.confirm, name="confirm_many"),
    *work.URLS,
    *phone.URLS,
]
