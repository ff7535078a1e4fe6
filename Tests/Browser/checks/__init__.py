"""Every check registers itself under its sentence."""

CHECKS = []


def check(sentence, looks=False):
    """- looks: about what the pages look like, which is the same on every database."""

    def register(function):
        CHECKS.append((sentence, function, looks))
        return function

    return register


def expect(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: {found!r}, not {wanted!r}")
