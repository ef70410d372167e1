"""Why the plan is as it is, and what each decision, head, rule and override is worth: re-solves that share one set of prices."""
