"""Measurements of speed and quality; `make bench` prints them and keeps them under bench/results/."""
