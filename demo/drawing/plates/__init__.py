"""One module for each plate; `draw()` gives the finished sheet."""
