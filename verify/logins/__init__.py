"""Second factors and single sign-on, through django-allauth. Off unless MFA or OIDC_ISSUER is set.

Nothing here is imported, and no address of it exists, while both are off. claims/decisions says why allauth, and
which parts of it are closed.
"""
