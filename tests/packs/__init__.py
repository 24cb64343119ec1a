"""A small made-up pack that is whole, to be spoilt a line at a time."""
