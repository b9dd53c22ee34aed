"""Customers with their contact points, and staff with their roles."""
