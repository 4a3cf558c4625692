"""Signing in: how often one may try, from where, and who can let somebody in again."""
