"""planner: an annual sales-planning and territory-allocation optimizer."""

__version__ = "0.1.0"
