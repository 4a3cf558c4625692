"""How the installation is doing: whether it lives, whether it is ready, and what its operator wants to know of it."""
