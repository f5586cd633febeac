"""Other names, and the offices outside the tree."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Column, Flag, Listing, words_in
from thuocdo.lawbook.text import fold
from thuocdo.organisations import access, actions, queries
from thuocdo.organisations.access import CHANGE, NAME, READ
from thuocdo.organisations.actions import Meaning
from thuocdo.organisations.models import Alias, Partner
from thuocdo.organisations.queries import pages
from thuocdo.organisations.web.forms import AliasForm, EndPartnerForm, PartnerForm
from thuocdo.organisations.web.tabs import tabs

ALIASES = Listing(
    columns=(
        Column("in", _("Tên như in"), lambda r: r.printed, order=("printed",)),
        Column("la", _("Là"), lambda r: r.meaning),
        Column("tu", _("Thời gian"), lambda r: r.since),
        Column("luc", _("Xác nhận"), lambda r: r.accepted_at, order=("-accepted_at",)),
    ),
    filters=(Flag("chung", _("Không chỉ đơn vị nào"), lambda _on: Q(general=True)),),
    order=("printed",),
    search=words_in("key", fold),
    row="organisations/_alias_row.html",
    exports=False,
    caption=_("Tên gọi khác"),
)


def things(request):
    """Everything a name may mean: (value, label) under headings."""
    own = pages.agency_for(request.by, request.today)
    listed = queries.choices(own or 0, request.today)
    sorts = (
        (_("Nhóm đơn vị"), "group", listed.groups),
        (_("Đơn vị"), "unit", listed.units),
        (_("Đơn vị bên ngoài"), "partner", listed.partners),
    )
    return [
        *(
            (label, [(f"{sort}:{pk}", name) for pk, name in rows.items()])
            for label, sort, rows in sorts
        ),
        ("general", _("Không chỉ đơn vị nào (chỉ nói chung)")),
    ]


@needs(READ)
def aliases(request):
    own = pages.agency_for(request.by, request.today)
    rows = Alias.objects.filter(access.visible_to(request.by, own))
    page = ALIASES.page(rows.select_related("group", "partner"), request.GET)
    names = queries.name_on({row.unit_id for row in page.rows if row.unit_id}, request.today)
    for row in page.rows:
        row.named = row.group or row.partner or names.get(row.unit_id)
        row.manages = access.may(request.by, NAME, row)
    shown = {"page": page, "tabs": tabs("aliases"), "may_name": NAME.allows(request.by)}
    return render(request, "organisations/aliases.html", shown)


@needs(NAME)
def add_alias(request):
    initial = {"printed": request.GET.get("ten", "")}
    form = AliasForm(request.POST or None, things=things(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        kind, _sep, pk = form.cleaned_data["means"].partition(":")
        means = Meaning(general=True) if kind == "general" else Meaning(**{kind: int(pk)})
        done = form.attempt(
            actions.add_alias,
            by=request.by,
            at=request.at,
            agency=pages.agency_for(request.by, request.today),
            printed=form.cleaned_data["printed"],
            means=means,
            on=form.cleaned_data["on"],
        )
        if done:
            return redirect("organisations:aliases")
    return render(request, "organisations/add_alias.html", {"form": form})


@needs(NAME)
@require_POST
def remove_alias(request, pk):
    actions.remove_alias(by=request.by, at=request.at, alias=pk)
    return redirect("organisations:aliases")


@needs(READ)
def partners(request):
    return _partners(request)


def _partners(request, form=None, ending=None):
    rows = list(Partner.objects.select_related("successor").order_by("name"))
    now = [p for p in rows if p.holds(request.today)]
    may = CHANGE.allows(request.by)

    def end_form(partner):
        others = [(p.pk, p.name) for p in now if p != partner]
        initial = {"on": request.today}
        return EndPartnerForm(partners=others, initial=initial, prefix=f"p{partner.pk}")

    forms = {p.pk: end_form(p) for p in now} if may else {}
    if form is not None:
        forms[ending] = form
    shown = {
        "rows": [(p, p in now, forms.get(p.pk)) for p in rows],
        "tabs": tabs("partners"),
        "may_change": may,
        "ending": ending,
        "form": form,
    }
    return render(request, "organisations/partners.html", shown)


@needs(CHANGE)
def add_partner(request):
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        arguments = {"by": request.by, "at": request.at, **form.cleaned_data}
        if form.attempt(actions.add_partner, **arguments):
            return redirect("organisations:partners")
    return render(request, "organisations/add_partner.html", {"form": form})


@needs(CHANGE)
@require_POST
def end_partner(request, pk):
    get_object_or_404(Partner, pk=pk)
    others = [(p.pk, p.name) for p in Partner.objects.exclude(pk=pk)]
    form = EndPartnerForm(request.POST, partners=others, prefix=f"p{pk}")
    if form.is_valid():
        arguments = {"by": request.by, "at": request.at, "partner": pk, **form.cleaned_data}
        if form.attempt(actions.end_partner, **arguments):
            return redirect("organisations:partners")
    return _partners(request, form, pk)
