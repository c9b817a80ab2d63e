"""The first page: three questions, advantages, resources, levers."""
