"""Boards for machines: the same cards as the screens, in the forms that other systems read."""
