"""The counter: it knows how often each story was read, and cannot know by whom.

It imports nothing of the engine, nor the engine anything of it; they meet in the command line.
"""
