"""The program that draws the trail's pictures.

The plates are flat SVG drawings in the manner of a linocut: five inks on paper, texture cut with
a gouge, and exactly one thing in each printed in madder: the way. Everything is drawn from code
with fixed seeds, so a plate can be corrected by changing a number and drawn again:

    python -m demo.drawing              all plates, into demo/pictures/
    python -m demo.drawing sicily rome  only these

`inks` holds the colours, `geometry` the plane geometry, `view` a camera for things that must stand
in true perspective, `plate` the sheet with its primitives, `motifs` what recurs (pines, stones,
crosses), and `plates` one small module for each picture. Only the standard library is needed.
"""
