"""What pages and other rooms may ask about collections. Constant queries, however many units answer."""

from thuocdo.reporting.queries.collections import Board, board, collections, gathered
from thuocdo.reporting.queries.replies import Owed, codes, owed, seen_reply

__all__ = ["Board", "Owed", "board", "codes", "collections", "gathered", "owed", "seen_reply"]
