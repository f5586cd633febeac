"""`thuocdo serve`: a door and three children. One port; the door sends /live/ to live, the rest to pages.

supervise  the door and the restarting of children (docs/decisions/0004)
pages      answers requests (gunicorn, threads)
live       tells open pages that something changed (uvicorn)
work       the task queue and what is due by the clock
"""
