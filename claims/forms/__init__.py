"""Forms check what was typed, field by field, and turn it into the shapes that actions take. They never write."""
