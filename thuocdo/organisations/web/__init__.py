"""The pages under Tổ chức: the tree of a day, units, changes, groups, names, offices outside, working days."""
