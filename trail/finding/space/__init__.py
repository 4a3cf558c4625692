"""The index as ground: cells, clusters, what lies near."""
