"""The search for anything on the desk."""
