"""What runs in a plugin's own process: its instances, what they tell, and the way to the server."""
