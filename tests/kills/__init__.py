"""Killed between every two steps, and run on: nothing is lost, and nothing is sent twice."""
