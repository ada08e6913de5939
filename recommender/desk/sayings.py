"""Sentences of the desk on its own findings: remarks on an analysis, and what a module of a draft rests on."""

from collections.abc import Iterable

from graph.sayings import Said, Saying


class DeskRemark(Saying):
    """A remark on an analysis as a whole."""

    DESK_MISSING = (
        "MISSING: {parts} of {name}; bring {notice} as docx, pdf or txt",
        ("缺{name}的{parts}，请提供{notice}（docx、pdf 或 txt）"),
    )
    DESK_HAS_PACKAGE = (
        (
            "it has a training package already ({packages}); its own modules count here only where a developer "
            "accepted them"
        ),
        "这个职业已有培训包（{packages}），它自己的模块只在开发者判为对应之后才计入这里",
    )
    DESK_NOT_IN_CATALOGUE = (
        "the catalogue has no occupation of this code or name: a draft cannot be published before it has one",
        "目录里还没有这个代码或名称的职业：草稿要等目录收录它以后才能发布",
    )
    DESK_NOT_MEASURED = (
        "nothing was measured with this encoder: no verdict is given",
        "这个服务换了没有校准过的文本模型，所以不下结论",
    )
    DESK_CALIBRATED = (
        (
            "probabilities follow {matches} judged matches, up to judgement {newest}; "
            "COVERED takes at least what it takes as shipped"
        ),
        "概率按 {matches} 条人工判断校准过，计到第 {newest} 号；判为已覆盖的门槛不低于出厂时",
    )
    DESK_FEW_TASKS = (
        "few tasks are stated: they say little of what work they are part of, so less counts as covered",
        "任务条数少，难以看出属于哪类工作，所以判为已覆盖的会偏少",
    )
    DESK_JUDGED = (
        "developers decided {judged} of {tasks} verdicts; judgements up to number {newest} count",
        "{tasks} 条结论中有 {judged} 条由开发者判定，计入到第 {newest} 号为止的判断",
    )
    DESK_DERIVED = (
        "verdicts are DERIVED from texts: a curriculum developer decides",
        "结论由文本比对推导（DERIVED），由开发者决定",
    )
    DESK_CHECKED = (
        (
            "verdicts are DERIVED from texts: of {tasks} COVERED tasks of occupations without a standard, which the "
            "project judged, {wholly:.0%} are taught wholly and {partly:.0%} in part; a curriculum developer decides"
        ),
        (
            "结论由文本比对推导（DERIVED）：本项目抽看了没有标准的职业里判为已覆盖的 {tasks} 条任务，"
            "其中 {wholly:.0%} 由所列模块完整教授，{partly:.0%} 教授一部分；由开发者决定"
        ),
    )


class DraftReason(Saying):
    """What a module of a draft rests on."""

    DRAFT_JUDGED = (
        "JUDGED: accepted by {who} on {day}: {why} (judgement {number})",
        "人工判断（第 {number} 号）：{who}于 {day} 判为对应：{why}",
    )
    DRAFT_COMPARED = (
        "DERIVED: tasks and module compared by meaning, probability {sure}; {level}",
        "推导（DERIVED）：任务与模块按含义比对，属于同类工作的概率 {sure}；{level}",
    )
    DRAFT_ONLY_LEVEL = "the only level", "只有这一个等级"
    DRAFT_LOWEST_LEVEL = "lowest of {levels} levels", "{levels} 个等级中最低的"
    DRAFT_SENTENCE = (
        "its standard says there: {text} (cosine {cosine:.2f})",
        "标准在这个等级写有：{text}（余弦 {cosine:.2f}）",
    )
    DRAFT_STANDARD = "stands in {standard}", "出自{standard}"
    DRAFT_PARTLY = (
        "{partly} of {tasks} tasks covered in part only",
        "{tasks} 条任务中有 {partly} 条只是部分覆盖",
    )
    DRAFT_UNLIKE = (
        "DERIVED: no existing module is like these tasks; {title}",
        "推导（DERIVED）：现有模块都不像这些任务；{title}",
    )
    DRAFT_UNDECIDED = (
        "DERIVED: whether an existing module covers these tasks cannot be told; {title}",
        "推导（DERIVED）：说不清现有模块是否覆盖这些任务；{title}",
    )
    DRAFT_TITLE = (
        "title from their own words, level where the nearest occupations begin",
        "名称取自任务原文，等级取最相近的职业起步的等级",
    )
    DRAFT_SOURCE = (
        (
            "published 专项职业能力考核规范 as third parties reproduce them; official rules for writing one could "
            "not be opened"
        ),
        "第三方转载的已公布专项职业能力考核规范；编写规范的官方规则未能打开",
    )


def together(said: Iterable[Said]) -> Said:
    """Several sentences as one, in both languages."""
    every = list(said)
    return Said("; ".join(every), "；".join(one.chinese for one in every), "DESK_TOGETHER")
