"""The annex of a decision as it becomes an edition: printed rows (`paper`), how points are given (`words` reads
it, `scoring` says it as a rule), what does not agree (`findings`), what people answered (`settling`), and the
YAML of the edition (`composing`)."""
