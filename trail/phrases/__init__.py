"""The phrases of the public site: collected from code and templates, shipped as catalogues in `locale/`."""
