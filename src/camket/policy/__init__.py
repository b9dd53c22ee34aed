"""The company's policy, read from its folder: clauses with parameters, versions and worked examples. Pure."""

from camket.policy.both import Both
from camket.policy.checking import check_policy, checked_folder
from camket.policy.clauses import Clause, ClauseVersion, Head
from camket.policy.company import POINT_TITLES, Company, DistanceSelling, Measure, Service
from camket.policy.faults import Fault, NotAPolicy
from camket.policy.loading import load_policy
from camket.policy.needed import NEEDED, missing_for_the_desk
from camket.policy.parameters import Origin, Parameter, Unit, Value
from camket.policy.policies import Chapter, Policy, Shown
from camket.policy.publishing import publish
from camket.policy.reading.front import Change, Expectation, Kind
from camket.policy.rules import Outcome

__all__ = [
    "NEEDED",
    "POINT_TITLES",
    "Both",
    "Change",
    "Chapter",
    "Clause",
    "ClauseVersion",
    "Company",
    "DistanceSelling",
    "Expectation",
    "Fault",
    "Head",
    "Kind",
    "Measure",
    "NotAPolicy",
    "Origin",
    "Outcome",
    "Parameter",
    "Policy",
    "Service",
    "Shown",
    "Unit",
    "Value",
    "check_policy",
    "checked_folder",
    "load_policy",
    "missing_for_the_desk",
    "publish",
]
