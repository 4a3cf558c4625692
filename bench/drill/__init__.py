"""Faults that no test of every day brings about: a full disk, a clock that jumps, slow visitors, a killed migration."""
