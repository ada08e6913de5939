"""What developers judge and look at first, and the standing gap report."""
