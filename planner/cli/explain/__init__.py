"""Why a plan is as it is, in words, figures and JSON."""
