"""Results come in: a table checked before it is written, or one unit typed into a form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.audit.access import needs
from thuocdo.design.forms import tell
from thuocdo.indices import actions, queries
from thuocdo.indices.access import RECORD
from thuocdo.indices.intake.figures import Round, table_of, typed
from thuocdo.indices.intake.published import Read, read_results
from thuocdo.indices.intake.tables import text_of_file
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.rules.computing import form_of
from thuocdo.indices.rules.editions import for_year, name_of
from thuocdo.indices.rules.results import Published, outcomes
from thuocdo.indices.web.editions import UNIT_KINDS, Head, asked, home, line
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.parts import Input

MOST = 20  # faults and rows shown of a table; the rest is counted


class TableForm(forms.Form):
    """`checked` is the text that was checked: what is written is what was seen."""

    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=500,
        help_text=gettext_lazy("Báo cáo hoặc quyết định công bố kết quả, với ngày."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Năm"),
        required=False,
        min_value=1990,
        max_value=2200,
        help_text=gettext_lazy("Chỉ cần khi bảng không có cột năm."),
    )
    edition = forms.ChoiceField(label=gettext_lazy("Bộ chỉ số"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)
    file = forms.FileField(label=gettext_lazy("Tệp Excel hoặc CSV"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Hoặc dán bảng từ Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )

    def __init__(self, *args: Any, one: queries.Index, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = [(name_of(e), form_of(e).title) for e in one.editions]
        for name, choices in (("edition", [("", _("Theo năm")), *editions]), ("kind", kinds(one))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if len(kinds(one)) == 1:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """The file's text takes the place of the pasted one."""
        data = super().clean() or self.cleaned_data
        if file := data.get("file"):
            try:
                data["text"] = text_of_file(file.read(), file.name)
            except Mistake as mistake:
                self.add_error("file", mistake.message)
        if not (data.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Chọn tệp hoặc dán bảng số liệu."))
        return data


def kinds(one: queries.Index) -> list[tuple[str, str]]:
    """The kinds of unit the newest edition scores."""
    return [(kind, str(UNIT_KINDS.get(kind, kind))) for kind in one.newest.units.kinds]


def agency_of(request: HttpRequest) -> int:
    """The agency worked in, or the only one there is."""
    agency = home(request)
    if agency is None:
        raise Mistake("Chưa rõ nhập cho cơ quan nào. Chọn chức vụ đang làm việc trước.")
    return agency


@needs(RECORD)
@asked
def table(request: HttpRequest, key: str) -> HttpResponse:
    """First checked, each fault with its cell; written when the same text is confirmed."""
    one = queries.index(key, line(request))
    form = TableForm(request.POST or None, request.FILES or None, one=one)
    shown: dict[str, Any] = {"one": one, "form": form, "columns": _columns(one)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        name, year = said["edition"] or None, said["year"]
        read = read_results(
            said["text"],
            queries.editions_of(key, line(request)),
            queries.unit_lists(),
            year=year,
            edition=name,
        )
        again = TableForm(initial=said, one=one)
        shown |= {"form": again, **_report(read, said.get("kind") or None)}
        if request.POST.get("act") == "record" and not read.faults:
            done = _record(request, form, key)
            if done:
                return done
            shown["form"] = form
    return render(request, "indices/enter.html", shown, status=422 if form.errors else 200)


def _record(request: HttpRequest, form: TableForm, key: str) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        done = actions.record_results(
            by=request.by,
            at=request.at,
            agency=agency_of(request),
            index=key,
            text=said["text"],
            source=said["source"],
            year=said["year"],
            name=said["edition"] or None,
            kind=said.get("kind") or "",
        )
    except Mistake as mistake:
        tell(form, mistake)
        return None
    told = ", ".join(str(row.year) for row in done)
    messages.success(request, _("Đã nhập kết quả năm %s.") % told)
    return (
        redirect("indices:round", key, done[0].pk)
        if len(done) == 1
        else redirect("indices:index", key)
    )


def _columns(one: queries.Index) -> list[str]:
    """The columns a table of the newest edition has, as its head is typed."""
    table = table_of(one.editions[0])
    named = [table.year_column, table.unit_column, *one.newest.inputs]
    return [*named, "score_published", "rank_published", "band_published"]


def _report(read: Read, kind: str | None) -> dict[str, Any]:
    """What the check found, and the first rows as they would stand."""
    years = [] if read.faults else [_year(read, one, kind) for one in read.rounds]
    return {
        "read": read,
        "faults": read.faults[:MOST],
        "more_faults": max(0, len(read.faults) - MOST),
        "flags": read.flags[:MOST],
        "more_flags": max(0, len(read.flags) - MOST),
        "years": years,
        "ready": not read.faults,
    }


def _year(read: Read, one: Round, kind: str | None) -> dict[str, Any]:
    assert one.year is not None
    found = outcomes(one.ready, one.figures, read.published[one.year], kind)
    rows = sorted(found.values(), key=lambda o: (o.rank is None, o.rank.place if o.rank else 0))
    names = read.names[one.year]
    return {
        "year": one.year,
        "head": Head(one.ready.edition),
        "units": len(found),
        "scored": sum(o.score is not None for o in rows),
        "doubts": sum(bool(o.doubts) for o in rows),
        "rows": [(names[o.unit], o) for o in rows[:5]],
    }


class UnitForm(forms.Form):
    """One unit: code, name, what was published, and a field for every figure of the edition."""

    code = forms.CharField(label=gettext_lazy("Mã đơn vị"), max_length=60)
    unit = forms.CharField(label=gettext_lazy("Tên đơn vị"), max_length=250)
    source = forms.CharField(label=gettext_lazy("Nguồn"), max_length=500, required=False)
    score = forms.CharField(label=gettext_lazy("Điểm công bố"), required=False)
    place = forms.IntegerField(label=gettext_lazy("Hạng công bố"), required=False, min_value=1)
    band = forms.CharField(label=gettext_lazy("Xếp loại công bố"), required=False, max_length=60)

    kind = forms.ChoiceField(label=gettext_lazy("Loại đơn vị"), required=False)

    def __init__(self, *args: Any, edition: IndexForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, str(UNIT_KINDS.get(kind, kind))) for kind in edition.units.kinds]
        if len(edition.units.kinds) == 1:
            del self.fields["kind"]
        for name, one in edition.inputs.items():
            self.fields[f"f_{name}"] = _field(one)

    def clean(self) -> dict[str, Any]:
        """Texts become figures; what does not fit is said at its field."""
        data = super().clean() or self.cleaned_data
        data["figures"] = {}
        for name, one in self.edition.inputs.items():
            try:
                data["figures"][name] = typed(data.get(f"f_{name}") or "", one)
            except Mistake as mistake:
                self.add_error(f"f_{name}", mistake.message)
        try:
            points = typed(data.get("score") or "", SCORE)
            data["score"] = points if isinstance(points, Decimal) else None
        except Mistake as mistake:
            self.add_error("score", mistake.message)
        return data


SCORE = Input.model_construct(name="Điểm công bố", kind="external", type="number", unit="point")


def _field(one: Input) -> forms.Field:
    if one.type == "number":
        least, most = one.least, one.most
        ends = f"{'…' if least is None else figure(least)}–{'…' if most is None else figure(most)}"
        hint = "" if least is None and most is None else ends
        return forms.CharField(label=one.name, required=False, help_text=hint)
    options = one.options.items() if one.options else (("1", _("có")), ("0", _("không")))
    choices = [("", _("Chưa báo cáo")), *options, ("not_applicable", _("Không áp dụng"))]
    return forms.ChoiceField(label=one.name, required=False, choices=choices)


@needs(RECORD)
@asked
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """`?nam=2024` chooses the year and with it the edition; `&ma=P01` fills in what is known."""
    one = queries.index(key, line(request))
    years = request.GET.get("nam", "")
    if not years.isdecimal() or len(years) != 4:
        return render(
            request, "indices/enter_year.html", {"one": one, "heads": map(Head, one.editions)}
        )
    try:
        edition = for_year(queries.editions_of(key, line(request)), int(years))
    except Mistake as mistake:
        shown = {
            "one": one,
            "heads": map(Head, one.editions),
            "fault": mistake.message,
            "year": years,
        }
        return render(request, "indices/enter_year.html", shown, status=422)
    rows = queries.rounds(request.by, request.today, key).filter(year=int(years))
    if kind := request.GET.get("loai", ""):
        rows = rows.filter(kind=kind)
    row = rows.first()
    known = row.results.filter(code=request.GET.get("ma", "")).first() if row else None
    initial = _initial(known) if known else {"code": request.GET.get("ma", "")}
    initial["kind"] = row.kind if row else kind
    form = UnitForm(request.POST or None, initial=initial, edition=form_of(edition))
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := _set(request, form, key, int(years)))
    ):
        messages.success(request, _("Đã nhập kết quả của %s.") % form.cleaned_data["unit"])
        return redirect("indices:result", key, done.pk, form.cleaned_data["code"])
    shown = {"one": one, "head": Head(edition), "year": years, "row": row, "form": form}
    return render(request, "indices/enter_unit.html", shown, status=422 if form.errors else 200)


def _initial(known: IndexResult) -> dict[str, Any]:
    given = {f"f_{name}": _text(held) for name, held in known.figures.items()}
    score = "" if known.published is None else figure(known.published)
    return {
        "code": known.code,
        "unit": known.name,
        "score": score,
        "place": known.published_place,
        "band": known.published_band,
        **given,
    }


def _text(held: Any) -> str:
    """A stored figure as it is typed again."""
    if isinstance(held, bool):
        return "1" if held else "0"
    if isinstance(held, dict):
        reason = held.get("missing")
        return Missing(reason).value if reason else str(held.get("word", ""))
    return str(held).replace(".", ",")


def _set(request: HttpRequest, form: UnitForm, key: str, year: int) -> IndexRound | None:
    said = form.cleaned_data
    try:
        return actions.set_result(
            by=request.by,
            at=request.at,
            agency=agency_of(request),
            index=key,
            year=year,
            code=said["code"],
            unit=said["unit"],
            figures=said["figures"],
            source=said["source"],
            published=Published(said["score"], said["place"], said["band"]),
            kind=said.get("kind") or "",
        )
    except Mistake as mistake:
        tell(form, mistake)
        return None
