"""Names that are no argument of a model, and how each becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

INGREDIENTS: Mapping[str, str] = {
    "days_per_week": "times hours_per_day it is the week's hours, times weeks_per_year the year's days",
    "weeks_per_year": "divides a salary into a weekly_wage",
    "hazard_ratio_observed": "is hazard_ratio_if_refused, for a reader who takes the study as it stands",
    "absence_rate": "gives the chance that somebody is missing anyway: 1 - (1 - absence_rate) ** agents",
    "p_yes_if_disclosed": "is p_yes, once the offer has been disclosed",
    "level_if_staying": "is the level of a Goal, if one stays as things are",
    "level_in_new_job": "is the level of a Goal, if one takes the new job",
    "level_if_yes": "is the level of a Goal, if the request is granted",
    "share_to_lowest": "of the hours goes to the lowest tier, as hours_each for total_gain",
    "unnoticed_loss": "is where a share lost against the best split begins to count",
    "felt_loss": "is where a share lost against the best split is called costly",
    "skill_effect": "times output_sd, a share of mean output",
    "output_sd": "times skill_effect, a share of mean output",
    "ad_hoc_calls_per_week": "over the week's hours, calls_per_hour after the agreement",
    "set_calls_per_week": "over days_per_week it is calls, each of set_call_min",
    "set_call_min": "is call_min of a call at a set time",
    "deferral_min": "is call_min of a call that is put off, with no resume_min",
    "hourly_fee": "times client_h and billable_days it is client_value",
    "billable_days": "times client_h and hourly_fee it is client_value",
    "client_h": "times billable_days and hourly_fee it is client_value",
}
