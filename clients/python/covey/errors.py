"""The one kind of error this package raises."""


class CoveyError(Exception):
    """What happened, and what to do. `exit_code` is the launcher's, when it was called."""

    def __init__(self, message, exit_code=None):
        super().__init__(message)
        self.exit_code = exit_code
