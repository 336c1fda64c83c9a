"""A rehearsal studio: simulated booths that speak the real protocol, one real OBS beside."""
