"""The planner: lawful, dated ways to a certificate, what would change them, and how they are told."""
