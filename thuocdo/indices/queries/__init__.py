"""What pages and other rooms may ask about indices."""

from thuocdo.indices.queries.editions import Index, edition, index, indices

__all__ = ["Index", "edition", "index", "indices"]
