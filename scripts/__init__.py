"""How the shipped data was made from its sources, and how it is described."""
