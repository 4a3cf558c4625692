"""How a picture's file comes in. `take_in` is the one door; the admin's forms and the loader of trails both use it."""

from .door import Refused, Taken, take_in

__all__ = ["Refused", "Taken", "take_in"]
