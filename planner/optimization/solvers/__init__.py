"""optimization/solvers"""
