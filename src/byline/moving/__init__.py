"""Moving in: a blog that was kept with another program becomes stories and people of this portal.

Each kind of blog has a module that reads its files and gives a `blog.Blog`; everything else is the same for all kinds.
"""
