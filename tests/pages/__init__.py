"""Pages with labels: there, missing, parked or behind a door, in the shapes that the web has."""
