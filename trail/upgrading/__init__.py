"""From one version to the next while visitors read: migrations that the version still running can live with."""
