"""The pauses between attempts."""

import datetime as dt
from itertools import pairwise

from thuocdo.notices.rules import PAUSES, again

AT = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)


def test_pauses_grow_and_end():
    moments = [again(tries, AT) for tries in range(1, len(PAUSES) + 1)]
    assert all(a < b for a, b in pairwise(moments))
    assert again(len(PAUSES) + 1, AT) is None


def test_a_server_down_overnight_is_bridged():
    assert sum(PAUSES, dt.timedelta()) > dt.timedelta(hours=24)
