"""The addresses of the desk, grouped by stage. tests/test_access.py lists each with who may use it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
