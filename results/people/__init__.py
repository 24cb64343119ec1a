"""Who is who on the desk: roles, and links for screens that nobody signs in to."""
