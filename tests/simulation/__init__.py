"""A simulated year of weekly runs: how often a policy is wrong, and how long it takes to be right.

The web is made up, by the rates in `web.py`; what decides is the program's own: the flow of a page,
the detection of a blind run, the schedule of questions, records and states. Other policies look at
the same web beside it. `PYTHONPATH=tests python -m simulation` runs it whole.
"""
