"""What to do: a module for each intent; they ask OBS and the database, stores tell what came."""
