"""Visits every page of the sitemap with Chromium, and judges what came back. `make crawl` starts it."""
