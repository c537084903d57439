"""Retention: what a request is worth granting for, if refusing it makes leaving more likely.

The model claims that a person leaves at a constant yearly rate, that the answer to a request multiplies that
rate (proportional hazards: Cox, 1972, doi:10.1111/j.2517-6161.1972.tb00899.x), and that a resignation has a
price (a share of salary: Boushey and Glynn, 2012, Center for American Progress). A grant is then worth the
resignations it avoids, less what the absence costs: backfill and missed service, never the wage, which is
paid anyway (:mod:`casekit.models.business_case` adds that cost up).

It stops being true when the rate is not constant (newcomers leave sooner than veterans), when the ratio is
taken as proved (Dlugos and Keller, 2021, doi:10.5465/amj.2018.1015, observed rejected internal applicants in
one firm, not refused requests for two days), when development raises hopes that no next step meets (Kraimer
et al., 2011, doi:10.1037/a0021452), and when an answer is taken to act longer than it does: `years` is how
long it acts, and the model gives one occasion the same effect over that time as four.
"""

from casekit.models.retention.rates import annual_hazard, quit_probability, ramp_up_cost
from casekit.models.retention.uncertainty import Simulation, TornadoBar, simulate, tornado
from casekit.models.retention.weighing import RetentionCase, Weighing, weigh

__all__ = [
    "RetentionCase",
    "Simulation",
    "TornadoBar",
    "Weighing",
    "annual_hazard",
    "quit_probability",
    "ramp_up_cost",
    "simulate",
    "tornado",
    "weigh",
]
