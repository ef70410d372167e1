"""Is every account with one seat, by the rules, for the reasons and the cost that are stated?"""
