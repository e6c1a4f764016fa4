"""A world on loopback in the place of GitHub, arXiv and the web: for tests, demo and benchmarks."""

from world.client import World
from world.command import Completed, run_listcheck
from world.issues import Artifact, Caller, ChangedFile, Comment, Issue, Pull, Thread
from world.listing import make_paper, make_repository, plan_for
from world.log import Record
from world.plan import INSTANT, Fault, Latency, Paper, Plan, Repository, Rules
from world.planting import FAULTS, plant
from world.violations import Violation

__all__ = [
    "FAULTS",
    "INSTANT",
    "Artifact",
    "Caller",
    "ChangedFile",
    "Comment",
    "Completed",
    "Fault",
    "Issue",
    "Latency",
    "Paper",
    "Plan",
    "Pull",
    "Record",
    "Repository",
    "Rules",
    "Thread",
    "Violation",
    "World",
    "make_paper",
    "make_repository",
    "plan_for",
    "plant",
    "run_listcheck",
]
