"""Many plans of one workbook: scenarios, sweeps, frontiers and tornadoes, defined, applied and run."""
