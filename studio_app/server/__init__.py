"""What clients see: the feed, actions over HTTP, sign-in."""
