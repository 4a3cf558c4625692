"""Settings: `base` is safe for production; `dev`, `test` and `production` say only what differs."""
