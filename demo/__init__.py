"""The whole job in a make-believe world."""
