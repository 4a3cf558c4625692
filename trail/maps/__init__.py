"""Drawn maps: server-rendered SVG from bundled, public-domain ground. Pure functions; no database, no request.

The door is :mod:`trail.maps.draw`; what goes in and comes out is in :mod:`trail.maps.records`.
"""
