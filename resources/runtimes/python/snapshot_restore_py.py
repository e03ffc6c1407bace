"""Hooks around the snapshot that environments are restored from: what to do before it is taken, the
last that was registered first, and what to do in each environment that comes from it, in the order
in which it was registered. Without SnapStart nothing calls them.
"""

_before_snapshot = []
_after_restore = []


def register_before_snapshot(function, *arguments, **named):
    """Also a decorator."""
    _before_snapshot.append((function, arguments, named))
    return function


def register_after_restore(function, *arguments, **named):
    """Also a decorator."""
    _after_restore.append((function, arguments, named))
    return function


def get_before_snapshot():
    return _before_snapshot


def get_after_restore():
    return _after_restore
