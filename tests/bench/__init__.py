"""What our work costs, measured beside a peer in the same run."""
