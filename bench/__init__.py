"""What measures the site from outside: the crawl of every page, and Lighthouse."""
