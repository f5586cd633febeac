"""Pages for when something went wrong: what happened, what to do, and a code that finds it in the log."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.audit.access import public


@dataclass(frozen=True)
class Said:
    title: object
    cause: object
    remedy: object


SAID = {
    400: Said(
        gettext_lazy("Yêu cầu không hợp lệ"),
        gettext_lazy("Máy chủ không đọc được nội dung trình duyệt gửi lên."),
        gettext_lazy("Quay lại trang trước, tải lại trang rồi làm lại."),
    ),
    403: Said(
        gettext_lazy("Không có quyền mở trang này"),
        gettext_lazy("Tư cách đang làm việc không được giao việc này."),
        gettext_lazy("Chọn tư cách khác ở góc trên bên phải hoặc liên hệ quản trị của đơn vị."),
    ),
    404: Said(
        gettext_lazy("Không tìm thấy trang"),
        gettext_lazy("Địa chỉ này không có, đã được chuyển đi hoặc không thuộc phạm vi được xem."),
        gettext_lazy("Kiểm tra lại địa chỉ hoặc tìm từ trang đầu."),
    ),
    405: Said(
        gettext_lazy("Địa chỉ này chỉ nhận nội dung gửi từ biểu mẫu"),
        gettext_lazy("Trang được mở bằng cách gõ địa chỉ hoặc tải lại sau khi đã gửi."),
        gettext_lazy("Quay lại trang trước rồi làm từ biểu mẫu ở đó."),
    ),
    413: Said(
        gettext_lazy("Tệp gửi lên quá lớn"),
        gettext_lazy("Nội dung gửi lên vượt quá dung lượng cho phép."),
        gettext_lazy("Giảm dung lượng (quét lại ở 200 dpi, tách thành nhiều tệp) rồi gửi lại."),
    ),
    500: Said(
        gettext_lazy("Hệ thống gặp sự cố"),
        gettext_lazy("Việc vừa làm chưa được ghi lại."),
        gettext_lazy("Thử lại sau ít phút. Nếu vẫn gặp, báo quản trị kèm mã tra cứu dưới đây."),
    ),
}
CSRF = Said(
    gettext_lazy("Phiên làm việc đã thay đổi"),
    gettext_lazy("Trang được mở từ trước lần đăng nhập hiện tại hoặc trình duyệt chặn cookie."),
    gettext_lazy("Quay lại trang trước, tải lại trang rồi làm lại. Nội dung chưa gửi được ghi."),
)


def refusal(words: str) -> Said:
    """A Mistake: its words name cause and remedy by themselves."""
    return Said(_("Chưa thực hiện được"), words, "")


def page(request: HttpRequest, status: int, said: Said | None = None) -> HttpResponse:
    """The error page; where even that cannot be drawn, plain HTML with the same words."""
    said = said or SAID[status]
    reference = getattr(request, "reference", "")
    shown = {**vars(said), "reference": reference}
    try:
        body: str = render_to_string("design/error.html", shown, request=request)
    except Exception:
        body = plain(said, reference)
    return HttpResponse(body, status=status)


def plain(said: Said, reference: str) -> str:
    return format_html(
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{0}</title>'
        "<h1>{0}</h1><p>{1}</p><p>{2}</p><p>{3}: <strong>{4}</strong></p>"
        '<p><a href="/">{5}</a></p></html>',
        *(said.title, said.cause, said.remedy, _("Mã tra cứu"), reference, _("Về trang đầu")),
    )


@public
def bad_request(request, exception=None):
    return page(request, 400)


@public
def forbidden(request, exception=None):
    return page(request, 403)


@public
def not_found(request, exception=None):
    return page(request, 404)


@public
def broken(request):
    return page(request, 500)


@public
def csrf_failure(request, reason=""):
    return page(request, 403, CSRF)


def too_large(request):
    said = SAID[413]
    limit = _("Mỗi lần gửi tối đa %(mb)s MB.") % {"mb": settings.UPLOAD_BYTES // 1024**2}
    return page(request, 413, Said(said.title, f"{said.cause} {limit}", said.remedy))
