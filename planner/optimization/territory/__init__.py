"""Territories: every account to one seat, within capacity, balanced, with few and cheap moves."""
