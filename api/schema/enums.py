"""The closed vocabularies of the graph as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from graph.model.history import Action
from graph.model.judgements import Decision
from graph.model.links import RelType
from graph.model.terms import (
    CarrierKind,
    CertificateKind,
    EducationLevel,
    GroupTier,
    IndustryTier,
    Level,
    LevelReading,
    LicenceDuty,
    OccupationStatus,
    OfferMode,
    Origin,
    RegionTier,
    RuleChoice,
    RuleKind,
)
from recommender.curation.gapreport import GapKind, PackageStanding
from recommender.curation.queue import MatchKind
from recommender.desk.asked import OccupationPart
from recommender.desk.marks import Coverage
from recommender.desk.matches import VerdictBasis
from recommender.desk.package import ModuleKind
from recommender.learning.gaps import Stage
from recommender.moves.goals import GoalKind
from recommender.moves.mover import MoveKind
from recommender.planning.changes import SuppositionKind
from recommender.planning.choices import RouteKind
from recommender.planning.counterfactuals import Effect
from recommender.planning.credits import CreditBasis
from recommender.planning.nearest import Nearness
from recommender.planning.whatif import StepChangeKind
from recommender.shared.answers import (
    BlockerCode,
    Certainty,
    DoubtCode,
    PaperKind,
    StepKind,
    UndeterminedCode,
    WayKind,
)
from recommender.shared.profile import EducationKind, TitleRank
from recommender.shared.reasons import ReasonKind
from recommender.supply.contents import ContentKind
from recommender.supply.seats import Basis
from recommender.text.passages import TextKind
from recommender.titles.coding import TextType

TEXTS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Origin: {
        Origin.OFFICIAL: "An authority published it.",
        Origin.INSTITUTION: "A training institution published it.",
        Origin.DERIVED: "Computed by a named method; not official.",
        Origin.SAMPLE: "Made up for demonstration; not a fact.",
    },
    Level: {
        level: f"{level.chinese}{' of a technical or professional standard' * level.technical}"
        for level in Level
    },
    LevelReading: {
        LevelReading.PRINTED: "As printed.",
        LevelReading.WORD: "Read from the words 初级, 中级, 高级: a reading of ours.",
        LevelReading.PARTIAL: "Some levels could not be read.",
        LevelReading.UNKNOWN: "No level could be read.",
    },
    GroupTier: {GroupTier.MAJOR: "大类", GroupTier.MIDDLE: "中类", GroupTier.MINOR: "小类"},
    OccupationStatus: {
        OccupationStatus.IN_FORCE: "In the classification.",
        OccupationStatus.IN_COMMENT: "Proposed, in public comment; it has no code yet.",
        OccupationStatus.REPLACED: "Replaced by other occupations.",
    },
    CertificateKind: {
        CertificateKind.SKILL: "职业技能等级证书: a level of vocational skill.",
        CertificateKind.QUALIFICATION: "职业资格: a professional qualification or licence.",
        CertificateKind.SPECIAL: "专项职业能力: a single vocational ability.",
    },
    LicenceDuty: {
        LicenceDuty.REQUIRED: "An official text says so.",
        LicenceDuty.MAY_BE_REQUIRED: "It may be required: to be confirmed.",
    },
    RuleKind: {
        RuleKind.ELIGIBILITY: "Who may apply for a certificate (申报条件).",
        RuleKind.ENTITLEMENT: "What a person is entitled to.",
        RuleKind.EXCLUSION: "What excludes a person.",
    },
    RuleChoice: {
        RuleChoice.OWN: "The standard sets conditions of its own for that level.",
        RuleChoice.BY_YEAR: "The year of the standard decides.",
        RuleChoice.STRADDLES: "The standard is of the year in which the edition changed: to be confirmed.",
        RuleChoice.YEAR_UNKNOWN: "No year decides: either edition may apply.",
    },
    EducationLevel: {
        EducationLevel.SECONDARY: "中职: secondary vocational.",
        EducationLevel.HIGHER: "高职: higher vocational.",
        EducationLevel.VOCATIONAL_BACHELOR: "职教本科: vocational bachelor.",
        EducationLevel.BACHELOR: "普通本科: academic bachelor.",
        EducationLevel.TECHNICAL: "技工: technician school.",
    },
    CarrierKind: {
        CarrierKind.ENTERPRISE_CENTRE: "Training centre of an enterprise.",
        CarrierKind.SCHOOL: "Vocational school, technician school or college.",
        CarrierKind.TRAINING_BODY: "Training body.",
        CarrierKind.PUBLIC_BASE: "Public training base.",
        CarrierKind.ASSOCIATION: "Industry association.",
    },
    OfferMode: {
        OfferMode.FULL_TIME_DEGREE: "Full-time study for a diploma.",
        OfferMode.ONSITE: "At the institution.",
        OfferMode.ONLINE: "Online.",
        OfferMode.MIXED: "Partly online.",
    },
    RegionTier: {RegionTier.PROVINCE: "省", RegionTier.CITY: "市, 州", RegionTier.COUNTY: "县, 区, 县级市"},
    IndustryTier: {
        IndustryTier.SECTION: "门类",
        IndustryTier.DIVISION: "大类",
        IndustryTier.GROUP: "中类",
        IndustryTier.CLASS: "小类",
    },
    Action: {
        Action.CHANGED: "Some properties became others.",
        Action.CLOSED: "The fact was removed from the present.",
    },
    Certainty: {
        Certainty.LAWFUL: "Rests on what is known only.",
        Certainty.TO_BE_CONFIRMED: "Rests on something that nobody stated; see confirm.",
    },
    StepKind: {
        StepKind.ASSESS: "Apply, be assessed and be awarded: taken as one day.",
        StepKind.ENROL: "Enter a school programme: taken as one day.",
        StepKind.WORK: "Work in the occupation.",
        StepKind.STUDY: "Study at a school.",
        StepKind.WAIT: "Wait until the condition holds.",
    },
    DoubtCode: {
        DoubtCode.AGE: "The age is not known.",
        DoubtCode.RELATED_MAJOR: "It is not known whether the major is related.",
        DoubtCode.RELATED_OCCUPATION: "It is not known whether the occupation is related.",
        DoubtCode.SCHOOL_APPROVED: "It is not known whether the school is approved for that level.",
        DoubtCode.MATCHING_TITLE: "It is not known whether the title is of a matching field.",
        DoubtCode.GRADUATION: "It is not known when, or whether, the person graduates.",
        DoubtCode.SPELL_DATES: "Only a number of months of work was stated.",
        DoubtCode.ASSISTANT_TECHNICIAN: "It is not known whether the 预备技师 certificate is held.",
        DoubtCode.OTHER_CONDITION: "It is not known whether a condition holds that no profile states.",
        DoubtCode.EDITION: "It is not known which edition of the rules applies.",
        DoubtCode.STANDARD: "It is not known which standard applies.",
        DoubtCode.ADMISSION: "It is not known whether the school admits the person, and when its term begins.",
        DoubtCode.OFFERED_AGAIN: "It is not known whether the programme is offered again in that year.",
    },
    CreditBasis: {
        CreditBasis.CERTIFICATE: "A certificate of the goal's own occupation and trade, of that level or a higher one.",
        CreditBasis.NEIGHBOUR: "A certificate of an occupation that may be related, with a function of a like name.",
        CreditBasis.DEGREE: "A finished programme that leads to the occupation, with a course of a like name.",
        CreditBasis.TASK: "A year or more of work of which a main task names it.",
    },
    WayKind: {
        WayKind.FASTEST: "The earliest of the ways compared.",
        WayKind.MOST_CERTAIN: "The fewest things to confirm; none where it is LAWFUL.",
        WayKind.LEAST_AWAY: "The fewest days of full-time study.",
        WayKind.ON_THE_JOB: "No school programme is entered for it.",
        WayKind.THROUGH_SCHOOL: "A full-time school programme is entered for it.",
    },
    RouteKind: {
        RouteKind.SCHOOL: "A school programme of which no seat, or no length, is known.",
        RouteKind.APPRENTICESHIP: "An apprenticeship (学徒, 企业新型学徒制).",
        RouteKind.COMPETITION: "A competition of vocational skills.",
        RouteKind.TITLE: "A professional title (职称).",
        RouteKind.ENTREPRENEURSHIP: "Entrepreneurship (创业); nothing is planned until there is data.",
        RouteKind.LINEAGE: "A master's lineage (师带徒, 非遗传承); nothing is planned until there is data.",
        RouteKind.EIGHT_LEVELS: "The ladder of eight levels; nothing is planned until there is data.",
    },
    PaperKind: {
        PaperKind.IDENTITY: "Who the person is, and how old.",
        PaperKind.EMPLOYMENT: "Work in the occupation, from when to when.",
        PaperKind.CERTIFICATE: "The certificate of a lower level.",
        PaperKind.DIPLOMA: "Graduation from a programme.",
        PaperKind.STUDENT: "Being a student of a programme.",
        PaperKind.SCHOOL_APPROVAL: "The school's approval for training at that level.",
        PaperKind.TITLE: "A professional title.",
        PaperKind.APPRENTICESHIP: "A completed apprenticeship.",
        PaperKind.ASSISTANT_TECHNICIAN: "The 预备技师 certificate.",
        PaperKind.OTHER: "Something else that a standard asks.",
    },
    BlockerCode: {
        BlockerCode.NO_SUCH_LEVEL: "No certificate of that level exists.",
        BlockerCode.NO_SKILL_LADDER: "The occupation has no ladder of skill levels.",
        BlockerCode.LOWER_LEVEL_NOT_HELD: "The certificate of a lower level is not held.",
        BlockerCode.NO_APPRENTICESHIP: "No apprenticeship was completed.",
        BlockerCode.NO_DIPLOMA: "No such diploma is held or coming.",
        BlockerCode.NO_TITLE: "No such professional title is held.",
        BlockerCode.MAJOR_NOT_RELATED: "The major is not related.",
        BlockerCode.SCHOOL_NOT_APPROVED: "The school is not approved for that level.",
        BlockerCode.TOO_YOUNG: "The person is too young.",
        BlockerCode.NOT_ENOUGH_WORK: "There is not enough work to count.",
        BlockerCode.OTHER_CONDITION: "A condition fails that the standard sets of its own.",
    },
    UndeterminedCode: {
        UndeterminedCode.NO_STANDARD: "No national standard is known.",
        UndeterminedCode.LEVELS_UNKNOWN: "The levels of the standard could not be read in full.",
        UndeterminedCode.TECHNICAL_LEVELS: "The conditions of technical levels are not known here.",
        UndeterminedCode.IN_COMMENT: "The occupation is in public comment, not in force.",
    },
    EducationKind: {
        EducationKind.TECHNICAL: "技工学校",
        EducationKind.ADVANCED_TECHNICAL: "高级技工学校",
        EducationKind.TECHNICIAN_COLLEGE: "技师学院",
        EducationKind.ASSISTANT_TECHNICIAN_CLASS: "技师学院预备技师班",
        EducationKind.SECONDARY: "中职: secondary vocational school.",
        EducationKind.HIGHER: "高职: higher vocational college.",
        EducationKind.VOCATIONAL_BACHELOR: "职教本科: vocational bachelor.",
        EducationKind.BACHELOR: "普通本科: academic bachelor.",
        EducationKind.POSTGRADUATE: "研究生: postgraduate.",
    },
    TitleRank: {
        TitleRank.JUNIOR: "初级职称",
        TitleRank.INTERMEDIATE: "中级职称",
        TitleRank.SENIOR: "高级职称",
    },
    TextType: {
        TextType.EXACT: "A code, a name, the name of a trade (工种) or an English name: decided by that alone.",
        TextType.TITLE: "A job title in Chinese: judged by what was learned from coded titles.",
        TextType.WORDS: "A longer text in a person's own words: ranked, without a probability.",
        TextType.FOREIGN: "A text without Chinese: ranked, without a probability.",
    },
    TextKind: {
        TextKind.NAME: "Its official name.",
        TextKind.WORK_TYPE: "A trade within it (工种).",
        TextKind.ALIAS: "A job title people use for it; not official.",
        TextKind.DEFINITION: "Its definition.",
        TextKind.TASK: "One of its main tasks.",
        TextKind.ENGLISH_NAME: "What it is called in English; a translation, not official.",
    },
    ReasonKind: {
        ReasonKind.RULE: "A rule, a clause or a standard says so.",
        ReasonKind.PATH: "Relationships of the graph lead there.",
        ReasonKind.SIMILARITY: "Two texts are much alike.",
        ReasonKind.UNKNOWN: "No source states it; it is not counted against the item.",
    },
    MoveKind: {
        MoveKind.NEXT_LEVEL: "A higher level of the same occupation.",
        MoveKind.BUILDS_ON: "An occupation whose entry starts above 五级, from related work or a certificate.",
        MoveKind.LATERAL: "Another occupation with like tasks.",
    },
    SuppositionKind: {
        SuppositionKind.DIPLOMA: "A diploma in this or a related major, given by today.",
        SuppositionKind.CERTIFICATE: "A certificate of skill, awarded today.",
        SuppositionKind.TITLE: "A professional title of a matching field, awarded today.",
        SuppositionKind.APPRENTICESHIP: "A completed apprenticeship in the occupation.",
        SuppositionKind.WORK: "More years of work, before what is stated.",
        SuppositionKind.BIRTH: "A stated birthday, early enough.",
        SuppositionKind.GRADUATED: "A stated graduation.",
        SuppositionKind.SCHOOL_APPROVED: "A school that is approved for that level.",
        SuppositionKind.SPELL_DATES: "Stated dates of what was stated in months.",
        SuppositionKind.TITLE_FIELD: "A stated field of a title, matching.",
        SuppositionKind.OCCUPATION_RELATED: "An assessor who counts an occupation as related.",
        SuppositionKind.MAJOR_RELATED: "An assessor who counts a major as related.",
    },
    Effect: {
        Effect.OPENS: "There was no way, and now there is.",
        Effect.MAKES_LAWFUL: "The way no longer rests on anything to confirm.",
        Effect.EARLIER: "The goal can be reached earlier.",
    },
    Nearness: {
        Nearness.SAME_LADDER: "Another level of the asked occupation.",
        Nearness.SAME_GROUP: "An occupation of the same 小类.",
    },
    GoalKind: {
        GoalKind.NEXT_LEVEL: "The next level of an occupation held or worked in.",
        GoalKind.MAJOR: "The official guide links a major studied to it.",
        GoalKind.LATERAL: "Its main tasks are like those of an occupation held or worked in.",
        GoalKind.GROUP: "It belongs to the asked group.",
    },
    StepChangeKind: {
        StepChangeKind.SAME: "As it was.",
        StepChangeKind.CHANGED: "On other days, by another rule or otherwise in its details.",
        StepChangeKind.ADDED: "New.",
        StepChangeKind.REMOVED: "Gone.",
    },
    Stage: {
        Stage.GOAL: "The way to the goal needs it.",
        Stage.NEXT_LEVEL: "Of the level above what is held or aimed at, or the first of an occupation worked in.",
        Stage.NEIGHBOUR: "The entry to an occupation near those the person knows.",
        Stage.START: "Nothing that leads to a module is known of the person: where most known places lead to.",
    },
    Basis: {
        Basis.DECLARED: "Declared: the package offered includes the module, or a course is stated to cover it.",
        Basis.JUDGED: "DERIVED: a developer looked at the match of course or major and module, and accepted it.",
        Basis.COURSE: "DERIVED: the major leads to the occupation, and one of its courses has a name much like it.",
        Basis.MAJOR: "DERIVED: the major leads to the occupation; whether it teaches the module is not stated.",
    },
    Decision: {
        Decision.ACCEPTED: "Both belong together.",
        Decision.REJECTED: "They do not.",
        Decision.REMAPPED: "They do not; another end takes the place of this one.",
    },
    MatchKind: {
        MatchKind.TASK_MODULE: "A main task and the module of its occupation whose name comes nearest.",
        MatchKind.COURSE_MODULE: "A module and the course of a major that leads to its occupation, named most like it.",
    },
    GapKind: {
        GapKind.NO_TEXT: "No source at hand states its definition, or none its main tasks.",
        GapKind.NO_STANDARD: "No vocational skill standard of it is known.",
        GapKind.NO_PACKAGE: "No training package of it is known, official or derived.",
        GapKind.NO_MAJOR: "The official guide links no major to it.",
        GapKind.NO_INSTITUTION: "No institution of the catalogue offers a package of it or a major that leads to it.",
        GapKind.PACKAGE_LAGS: "Too many of its main tasks are followed by no module of its own; derived.",
    },
    PackageStanding: {
        PackageStanding.FOLLOWS: "Enough of the tasks are followed by a module.",
        PackageStanding.LAGS: "Too many of the tasks are followed by none.",
        PackageStanding.CANNOT_TELL: "There are no tasks, no modules or no vectors to compare.",
    },
    OccupationPart: {
        OccupationPart.NAME: "Its name.",
        OccupationPart.DEFINITION: "Its definition.",
        OccupationPart.TASKS: "Its main tasks.",
    },
    ContentKind: {
        ContentKind.WORK: "工作内容: a piece of work.",
        ContentKind.SKILL: "技能要求: what a person must be able to do.",
        ContentKind.KNOWLEDGE: "相关知识要求: what a person must know.",
    },
    VerdictBasis: {
        VerdictBasis.COMPARED: "DERIVED: texts were compared.",
        VerdictBasis.JUDGED: "A developer accepted the module for this task; see who, when and why beside it.",
    },
    Coverage: {
        Coverage.COVERED: "An existing module is of this work; the notes tell how many of such tasks it was found to teach.",
        Coverage.PARTLY: "More likely than not an existing module is of this kind of work.",
        Coverage.NOT_COVERED: "No existing module is like it.",
        Coverage.CANNOT_TELL: "The texts do not decide.",
    },
    ModuleKind: {
        ModuleKind.REUSE: "An existing module as it is: developers accepted it.",
        ModuleKind.ADAPT: "An existing module that comes near, or serves a part.",
        ModuleKind.WRITE: "None exists: to be written.",
        ModuleKind.DECIDE: "Whether one exists cannot be told: a developer decides.",
    },
    RelType: {
        RelType.IN_GROUP: "An occupation or group in the group above it.",
        RelType.HAS_WORK_TYPE: "An occupation and a trade within it.",
        RelType.HAS_ENGLISH_NAME: "An occupation and what it is called in English, the usual name first.",
        RelType.HAS_TASK: "An occupation and one of its main tasks.",
        RelType.STANDARD_FOR: "A standard and its occupation.",
        RelType.HAS_LEVEL: "A standard and what it says of one level.",
        RelType.HAS_MODULE: "A standard and a function at one level.",
        RelType.HAS_CONTENT: "A module and a piece of work within it.",
        RelType.HAS_SKILL: "A piece of work and what a person must be able to do.",
        RelType.HAS_KNOWLEDGE: "A piece of work and what a person must know.",
        RelType.PACKAGE_FOR: "A training package and its occupation.",
        RelType.INCLUDES: "A training package and a module in it.",
        RelType.CERTIFIES: "A certificate and the occupation it is for.",
        RelType.ADMITTED_BY: "A certificate and the rules that admit to it.",
        RelType.ALTERNATIVE: "A rule set and one of its routes.",
        RelType.REQUIRES: "A route and one of its conditions.",
        RelType.LEADS_TO: "A major and an occupation it prepares for.",
        RelType.HAS_COURSE: "A major and a course of it.",
        RelType.COVERS: "A course and a module it covers; derived.",
        RelType.OFFERS: "An institution and a seat it offers.",
        RelType.OF: "An offer and the major or package it is of.",
        RelType.LOCATED_IN: "An institution and its region.",
        RelType.PART_OF: "A region or industry in the one above it.",
        RelType.REPLACED_BY: "An occupation and one that replaced it.",
        RelType.REQUIRES_LICENCE: "An occupation and a licence to work in it.",
        RelType.CITES: "A rule and an article of the policy it serves.",
        RelType.RELATED_TO: "Two related occupations; derived.",
    },
}


def declare_enums() -> None:
    """Declares every domain enum to GraphQL; raises KeyError for a value without a text."""
    for kind, texts in TEXTS.items():
        strawberry.enum(kind, description=" ".join((kind.__doc__ or "").split()))
        declared = cast(StrawberryEnumDefinition, getattr(kind, "__strawberry_definition__"))  # noqa: B009
        for value in declared.values:
            value.description = texts[kind(value.value)]
