"""Many plans of one workbook: scenarios, sweeps, frontiers, tornadoes."""
