"""How the verdict on a template or plan is printed: one file for each form."""
