"""Who reads indices, who records results."""

from thuocdo.audit.rules import Verb

SEE = Verb("indices.see", "Xem chỉ số")
VERBS: tuple[Verb, ...] = (SEE,)
