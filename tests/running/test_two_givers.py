"""Two people give the conclusions of one meeting, which has no number, at the same moment: it is given once."""

import json

from tests.running.installation import installation

GIVE = """
import datetime as dt, json, threading
from django.db import connection
from thuocdo.audit.rules import system
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.actions import load_shipped
from thuocdo.plans.actions import give_work
from thuocdo.plans.models import Assignment, Plan
from thuocdo.plans.rules.given import Line, Paper

by, at, today = system("test"), clock.now(), clock.today()
agency = load_shipped(by=by, at=at).pk
together, told = threading.Barrier(4), []

def give():
    lines = [Line(1, "Rà soát phòng họp", "Phòng Giáo dục Trung học", f"31/12/{today.year}")]
    together.wait()
    try:
        give_work(by=by, at=at, today=today, agency=agency, paper=Paper("meeting", issued_on=today), lines=lines)
        told.append("given")
    except Mistake as mistake:
        told.append(mistake.message)
    finally:
        connection.close()

givers = [threading.Thread(target=give) for _ in range(4)]
for giver in givers: giver.start()
for giver in givers: giver.join()
print(json.dumps([Plan.objects.count(), Assignment.objects.count(), sorted(told)]))
"""


def test_a_paper_without_a_number_is_given_once_however_many_give_it(tmp_path):
    with installation(tmp_path / "home") as house:
        house.home.mkdir()
        house.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")  # fmt: skip
        plans, work, told = json.loads(house.python(GIVE))
    assert (plans, work) == (1, 1)
    assert told[-1] == "given"
    assert len(told) == 4
    assert all("đã được giao theo văn bản này" in words for words in told[:-1])
