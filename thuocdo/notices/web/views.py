"""*Thư đi*: what went out, what did not and why."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Listing
from thuocdo.notices import actions, queries
from thuocdo.notices.access import READ_OUTBOX, RESEND, visible_to
from thuocdo.notices.models import State

OUTBOX = Listing(
    columns=(
        Column("lap-luc", gettext_lazy("Lập lúc"), lambda m: m.prepared_at, order=("-id",)),
        Column("nguoi-nhan", gettext_lazy("Người nhận"), lambda m: m.address),
        Column("tieu-de", gettext_lazy("Tiêu đề"), lambda m: m.title),
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda m: m.get_state_display()),
    ),
    filters=(
        Choice("tinh-trang", gettext_lazy("Tình trạng"), lambda v: Q(state=v), State.choices),
    ),
    order=("-id",),
    row="notices/_message_row.html",
    exports=False,
    caption=gettext_lazy("Thư đi"),
)


@needs(READ_OUTBOX)
@require_GET
def outbox(request):
    page = OUTBOX.page(visible_to(request.by), request.GET)
    shown = {"page": page, "lacking": queries.lacking()}
    return render(request, "notices/outbox.html", shown)


@needs(RESEND)
@require_POST
def resend(request, pk):
    message = get_object_or_404(visible_to(request.by), pk=pk)
    actions.resend(by=request.by, at=request.at, message=message)
    messages.success(request, _("Thư sẽ được gửi lại trong ít giây."))
    return redirect("notices:outbox")
