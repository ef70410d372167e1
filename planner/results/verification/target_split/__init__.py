"""Do targets add up, and are they shared out as the pages say?"""
