"""Sentences on what is wrong with a case, a question or a saved answer."""

from graph.sayings import Saying


class CaseFault(Saying):
    """A person, a goal or a case that cannot be read."""

    LEVEL_NO_LEVEL = "no level {found!r}; the levels are {levels}", "没有等级“{found}”，等级有：{levels}"
    CASE_NO_JSON = "not JSON: {cause} at character {place}", "不是 JSON：从第 {place} 个字符起读不懂"
    CASE_FIELD = "{cause}: {field}", "{field} 的内容不合要求"
    CASE_SHAPE = "{cause}", "内容不合要求"
    CASE_UNKNOWN_FIELD = "unknown key: {field}", "没有 {field} 这个字段"
    CASE_MISSING_FIELD = "is required: {field}", "缺 {field}"
    BIRTH_OR_AGE = "give either birth or age", "出生日期和年龄只填一个"
    AGE_IMPOSSIBLE = "{age} is not an age from 0 to {oldest}", "{age} 不是 0 到 {oldest} 之间的年龄"
    SPELL_DATES_OR_MONTHS = "give either from and to, or months", "起止时间和月数只填一种"
    SPELL_MONTHS = (
        "months must be positive and at most {most}, not {months}",
        "月数要大于零、不超过 {most}，不能是 {months}",
    )
    SPELL_UNDATED = "is required: from, or months", "要写开始时间，或者月数"
    SPELL_ENDS_BEFORE = "ends on {end}, before it starts on {start}", "结束于 {end}，早于开始的 {start}"
    GRADUATED_OR_GRADUATES = "give either graduated or graduates", "已毕业和将毕业的日期只填一个"
    STUDY_ENDS_BEFORE = "finishes on {end}, before it starts on {start}", "毕业于 {end}，早于入学的 {start}"
    DAY_TOO_LATE = "{day} is after the asked day {asked}", "{day} 晚于规划的日期 {asked}"
    DAY_BEFORE_BIRTH = "{day} is before the birth on {birth}", "{day} 早于出生日期 {birth}"
    DAY_OUT_OF_RANGE = "{day} is not from {first} to {last}", "{day} 不在 {first} 到 {last} 之间"
    DAY_UNREADABLE = (
        "{found!r} is not a day (YYYY-MM-DD or YYYY-MM)",
        "“{found}”不是日期，应写成 2026-11-25 或 2026-11",
    )
    NONE_OF = "{found!r} is none of {choices}", "“{found}”不在允许的值里：{choices}"
    WORK_TYPE_UNKNOWN = (
        "{occupation} has no work type {found!r}; it has: {known}",
        "{occupation}没有工种“{found}”，它的工种有：{known}",
    )
    NO_WORK_TYPES = (
        "{occupation} has no work type {found!r}; it has: none",
        "{occupation}没有工种“{found}”，它没有列出工种",
    )
    GOAL_OCCUPATION_UNKNOWN = "no occupation {id!r}", "没有职业 {id}"
    REGION_UNKNOWN = (
        "no region with the id, code or exact name {text!r}",
        "没有编号、代码或全称是“{text}”的地区",
    )
    RULES_UNKNOWN = (
        "the catalogue has no rules of {edition} for {level}",
        "目录里没有{level.chinese}的 {edition} 版条件",
    )
    CONDITION_UNREADABLE = "condition {id}: {field}: {why}", "条件 {id} 的 {field}：{why}"
    ONE_WISH = (
        "give exactly one of goal, modules and major",
        "goal（目标）、modules（模块）、major（专业）只给一个",
    )


class TextFault(Saying):
    """A text that is asked about."""

    TEXT_EMPTY = "the text to search for is empty", "要找的内容是空的"
    TEXT_TOO_LONG = "the text to search for has more than {most} characters", "要找的内容超过了 {most} 个字"
    VECTORS_DIFFER = "{vectors} vectors for {texts} texts", "{texts} 条文字有 {vectors} 个向量，数目不合"
    ENGLISH_VECTORS_DIFFER = (
        "{vectors} vectors for {texts} English names",
        "{texts} 个英文名称有 {vectors} 个向量，数目不合",
    )
    TASKS_TOO_MANY = (
        "{tasks} tasks are stated; at most {most} are compared",
        "填了 {tasks} 条任务，最多比较 {most} 条",
    )


class JudgingFault(Saying):
    """A judgement on something that the catalogue does not hold, or that cannot be judged so."""

    NOT_A_MODULE = "only a module has levels, {id} has none", "只有模块分等级，{id} 没有等级"
    NOT_IN_REVISION = "{id} is not in revision {revision}", "目录第 {revision} 版里没有 {id}"
    TEXT_MISSING = "{id} needs the text that it stands for", "{id} 要附上它所代表的原文"
    JUDGED_IN_FUTURE = "{at} is in the future", "{at} 还没有到"
    JUDGED_BY_ROW = (
        "the match with {end} is judged by row {row} too",
        "和 {end} 的匹配在第 {row} 行也判了一次",
    )
    JUDGEMENTS_CONTRADICT = (
        "what was judged contradicts the scores: no marks were fitted",
        "判断的结果和分数互相矛盾，没有重新拟合",
    )
    MARKS_UNTOLD = (
        "the marks do not say which scores they were chosen on",
        "界线没有写明是按哪些分数选的",
    )


class ReplayFault(Saying):
    """A saved answer that cannot be computed again."""

    ANSWER_NONE = "this is no answer: it has no `outcome`", "这不是一份答案：没有 outcome"
    ENVELOPE_UNDATED = "the envelope names no revision and asked day", "envelope 里没有目录版本和规划日期"
    ENVELOPE_WITHOUT_INPUTS = "the envelope does not carry person and goal", "envelope 里没有 person 和 goal"
    ENVELOPE_CHANGED = (
        "the envelope's inputs are not those of its digest",
        "envelope 里的内容和它的摘要对不上",
    )
    ANSWER_WITHOUT_INPUTS = (
        "this answer carries no inputs: give the file of cases it answers",
        "这份答案没有带上当时填的内容，请附上它所回答的案例文件",
    )
    ANSWER_OF_ANOTHER = (
        "the {part} of the case is not the one that was answered",
        "案例的 {part} 不是当时回答的那一个",
    )
    NO_OBJECT = "{field} is missing or no JSON object", "缺 {field}，或者它不是 JSON 对象"
