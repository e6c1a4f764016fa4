"""A world on loopback in the place of GitHub, arXiv and the web: for tests, demo and benchmarks."""

from world.client import World
from world.command import Completed, run_listcheck
from world.listing import make_paper, make_repository, plan_for
from world.log import Record
from world.plan import INSTANT, Fault, Latency, Paper, Plan, Repository, Rules
from world.planting import FAULTS, plant
from world.violations import Violation

__all__ = [
    "FAULTS",
    "INSTANT",
    "Completed",
    "Fault",
    "Latency",
    "Paper",
    "Plan",
    "Record",
    "Repository",
    "Rules",
    "Violation",
    "World",
    "make_paper",
    "make_repository",
    "plan_for",
    "plant",
    "run_listcheck",
]
