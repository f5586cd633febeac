"""Who opens the staff home: everybody signed in; what they see there is narrowed by the rooms below."""

from thuocdo.audit.rules import Verb

HOME = Verb("desk.home", "Xem việc của mình")
SEARCH = Verb("desk.search", "Tìm kiếm trong phạm vi được xem")
SEE_BOARD = Verb(
    "desk.see_board", "Xem bảng điều hành", frozenset({"leader", "focal", "admin", "auditor"})
)
SEE_PARTS = Verb("desk.see_parts", "Xem mẫu giao diện", frozenset({"admin"}))
VERBS = (HOME, SEARCH, SEE_BOARD, SEE_PARTS)
