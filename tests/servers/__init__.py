"""Graph servers that the tests run against."""
