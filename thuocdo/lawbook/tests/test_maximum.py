from decimal import Decimal as D

from thuocdo.lawbook.scoring.law import maximum
from thuocdo.lawbook.scoring.parts import Part


def test_the_maximum_of_a_group_is_the_sum_only_where_points_are_added():
    def group(combine, *tops, most=None):
        parts = [Part.model_construct(max=top, parts=[], score=None) for top in tops]
        return maximum(Part.model_construct(max=most, combine=combine, parts=parts))

    assert group("sum", D(6), D(4)) == 10
    assert group("sum", D(6), None) is None
    assert group("sum", D(6), D(4), most=D(9)) == 9
    assert group("mean", D(6), D(4)) is None
    assert group("mean", D(6), D(4), most=D(6)) == 6
