"""Views translate HTTP to one action or one read, and back. They never write and decide nothing."""
