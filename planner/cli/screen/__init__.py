"""How everything looks on the screen: lines, tables, findings, progress."""
