"""How Django writes and reads dates in the admin, where its own way is not ours (`FORMAT_MODULE_PATH`)."""
