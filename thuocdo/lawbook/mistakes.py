"""One kind of error for everything a person can put right.

Its text is shown as it stands, so it is Vietnamese, names the cause and says what to do.
"""


class Mistake(ValueError):
    """Bad input. `field` names the form field it belongs to, where there is one.

    >>> str(Mistake("Ngày 31/02/2023 không có thật. Sửa lại ngày.", field="due"))
    'Ngày 31/02/2023 không có thật. Sửa lại ngày.'
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
