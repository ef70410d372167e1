"""Is every rule of the channel plan kept, and is its money right?"""
