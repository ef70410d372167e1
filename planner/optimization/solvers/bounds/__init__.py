"""What no plan can exceed: a program taken apart at the prices of its shared rows."""
