"""optimization/channel_plan"""
