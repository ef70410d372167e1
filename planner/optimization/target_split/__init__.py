"""optimization/target_split"""
