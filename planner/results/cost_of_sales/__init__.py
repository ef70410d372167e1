"""Cost of sales: ratios and what they follow from, at plan and at other attainments, and beside finance's figures."""
