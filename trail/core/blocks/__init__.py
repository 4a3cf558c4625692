"""The blocks that a page's text is built of, one module a family."""

from .body import BodyBlock, CorrectionBlock

__all__ = ["BodyBlock", "CorrectionBlock"]
