"""Which edition of the default eligibility rules a standard follows: by its year, and nowhere else decided."""

from graph.model.terms import RuleChoice

RULES_2018 = "2018"
RULES_2023 = "2023"


def rule_choice(year: int | None) -> tuple[RuleChoice, tuple[str, ...]]:
    """The editions of the default rules that a standard of `year` may follow, and why (docs/adr/0006)."""
    if year is None or year < int(RULES_2018):
        return RuleChoice.YEAR_UNKNOWN, (RULES_2018, RULES_2023)
    if year < int(RULES_2023):
        return RuleChoice.BY_YEAR, (RULES_2018,)
    return (RuleChoice.STRADDLES if year == int(RULES_2023) else RuleChoice.BY_YEAR), (RULES_2023,)
