"""Translations as PO files, out and in: for those who translate with a program of their own, or far from a network."""
