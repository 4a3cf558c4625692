"""What this trail's pages say to the index (`entries`), and the pages that ask it: the map, the search, the finder."""
