"""optimization/territory"""
