"""What others may listen to."""

from django.dispatch import Signal

# All rows and files have been replaced, without the signals of models: whoever keeps something made from them lets go.
restored = Signal()
