"""Keeping a trail: one file with everything, made while people work, and brought back on this machine or another."""
