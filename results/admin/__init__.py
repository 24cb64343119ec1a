"""Django admin as the desk uses it: reporters' counts and declaration form, producers' reference data."""
