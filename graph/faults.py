"""Sentences on what is wrong with ids, conditions, judgements and drafts, and on what the store does not hold."""

from graph.sayings import Said, Saying


class IdFault(Saying):
    """An id that is none."""

    ID_MALFORMED = (
        "not an id: {id!r} (expected kind:code[@edition][/part...])",
        "“{id}”不是编号（应写成 kind:code[@edition][/part...]）",
    )
    ID_NOT_CANONICAL = (
        "not a canonical id: {id!r} (did you mean {meant!r}?)",
        "编号“{id}”的写法不对，是不是“{meant}”？",
    )
    ID_OF_NO_KIND = "not an id: {id!r}", "“{id}”不是编号"


class ConditionFault(Saying):
    """A condition of application that cannot be read."""

    CONDITION_NOT_NEGATED = "a condition of kind {kind} cannot be negated", "{kind} 类的条件不能取反"
    CONDITION_EMPTY = "is empty", "是空的"
    CONDITION_NO_COUNT = "{found!r} is not a whole number above zero", "“{found}”不是大于零的整数"
    CONDITION_NONE_OF = "{found!r} is none of: {allowed}", "“{found}”不在允许的值里：{allowed}"
    CONDITION_IS_NOT = "{found!r} is not {allowed}", "“{found}”不对，应为 {allowed}"
    NOTHING = "nothing", "空"


class Thing(Saying):
    """What kinds of fact are called; the names are those of the classes."""

    OccupationGroup = "OccupationGroup", "职业类别"
    Occupation = "Occupation", "职业"
    EnglishName = "EnglishName", "英文名称"
    WorkType = "WorkType", "工种"
    Task = "Task", "主要工作任务"
    Standard = "Standard", "国家职业标准"
    StandardLevel = "StandardLevel", "标准的等级"
    Module = "Module", "职业功能（模块）"
    WorkContent = "WorkContent", "工作内容"
    SkillRequirement = "SkillRequirement", "技能要求"
    KnowledgePoint = "KnowledgePoint", "相关知识"
    TrainingPackage = "TrainingPackage", "培训包"
    Certificate = "Certificate", "证书"
    RuleSet = "RuleSet", "申报条件"
    Route = "Route", "申报途径"
    Condition = "Condition", "条件"
    Major = "Major", "专业"
    Course = "Course", "课程"
    Institution = "Institution", "机构"
    Offer = "Offer", "招生计划"
    Region = "Region", "地区"
    Industry = "Industry", "行业"
    Clause = "Clause", "政策条款"
    Source = "Source", "来源"
    Published = "Published", "条目"


def thing(cls: type[object]) -> Said:
    """What a kind of fact is called."""
    return Thing[cls.__name__]()


class Matched(Saying):
    """What a match may end at, by the kind of its id."""

    MODULE = "module", "模块"
    TASK = "task", "任务"
    COURSE = "course", "课程"


class JudgementFault(Saying):
    """A judgement or a draft that cannot be stored as it is."""

    JUDGEMENT_START = (
        "a match starts at a task, course, major or module, not at {start!r}",
        "匹配的一端应是任务、课程、专业或模块，不能是“{start}”",
    )
    JUDGEMENT_END = (
        "{start!r} is matched with a {wanted}, not with {end!r}",
        "“{start}”只能和 {wanted} 匹配，不能和“{end}”匹配",
    )
    TARGET_NOT_ASKED = (
        "'target' is the new end of a match that is re-mapped, and of no other",
        "只有改配的时候才填新的对象（target）",
    )
    TARGET_THE_SAME = "'target' is the end that the match has already", "新的对象（target）就是原来那一个"
    BESIDE_A_FACT = (
        "'beside' goes with a sentence that is no fact",
        "只有判断一句还不在目录里的话时，才附上相邻任务（beside）",
    )
    BESIDE_TOO_LONG = (
        "'beside' must be at most {most} tasks of 1 to {length} characters",
        "相邻任务（beside）最多 {most} 条，每条 1 到 {length} 个字",
    )
    WHO_LENGTH = "'who' must have 1 to {most} characters", "姓名或单位（who）要写 1 到 {most} 个字"
    WHY_LENGTH = "'why' must have 1 to {most} characters", "理由（why）要写 1 到 {most} 个字"
    JUDGED_MEANWHILE = (
        (
            "the match of {start} with {end} was judged meanwhile: number {number}, {decision} by {who} ({why}); "
            "look at it, then judge again with seen: {number}"
        ),
        "{start} 和 {end} 的匹配刚刚有人判过：第 {number} 号，{who}{decision}（{why}）；请先看过，再带上 seen: {number} 判一次",
    )
    ACCEPTED = "ACCEPTED", "判为接受"
    REJECTED = "REJECTED", "判为不接受"
    REMAPPED = "REMAPPED", "改配了别的"
    DRAFT_UNKNOWN = "no draft {draft!r}; `lifepath draft list` shows them", "没有草案“{draft}”"
    DRAFT_VERSION_UNKNOWN = (
        "there is no version {seen} of {subject}; {latest} is the latest, 0 stands for none",
        "“{subject}”没有第 {seen} 版；最新的是第 {latest} 版，0 表示还没有",
    )
    DRAFT_MOVED_ON = (
        "version {latest} of {subject} was saved meanwhile: look at it, then save on top of it (seen: {latest})",
        "“{subject}”的第 {latest} 版刚刚被保存：请先看过，再在它的基础上保存（seen: {latest}）",
    )


class CatalogueFault(Saying):
    """Something that the catalogue does not hold, or holds twice."""

    NONE_IN_REVISION = "no {kind} {id!r} in revision {revision}", "目录第 {revision} 版里没有{kind}“{id}”"
    OCCUPATION_AMBIGUOUS = (
        "{text!r} names several occupations: {codes}; give the code",
        "叫“{text}”的职业不止一个：{codes}；请改填代码",
    )
    OCCUPATION_UNNAMED = (
        "no occupation with the code or exact name {text!r}",
        "没有代码或全称是“{text}”的职业",
    )
    ID_TWICE = "duplicate id {id}: {first} and {second}", "编号 {id} 重复：{first} 和 {second}"
    LINK_TWICE = "duplicate relationship {key}: {first} and {second}", "关系 {key} 重复：{first} 和 {second}"
    LINK_WITHOUT_END = (
        "{place}: {key} points at {end}, which does not exist",
        "{place}：{key} 所指的 {end} 不存在",
    )
    LINK_OF_WRONG_ENDS = (
        "{place}: {type} may not join {start} and {end}",
        "{place}：{type} 不能连接 {start} 和 {end}",
    )


class StoreFault(Saying):
    """Something that the store does not hold or cannot do at this moment."""

    REVISION_UNKNOWN = (
        "no revision {revision}; the newest is {newest}",
        "没有第 {revision} 版，最新的是第 {newest} 版",
    )
    STORE_OF_OTHERS = (
        "the database holds data but no stamp of lifepath: set NEO4J_DATABASE to an empty database",
        "数据库里有数据，却没有 lifepath 的标记：请管理员把 NEO4J_DATABASE 设为一个空库",
    )
    NO_CATALOGUE = (
        "the store holds no catalogue yet: run `lifepath ingest`",
        "数据库里还没有目录，请管理员运行 lifepath ingest",
    )
    STORE_MOVED_ON = (
        "the store moved on to revision {latest} meanwhile; run the ingest again",
        "目录刚刚更新到第 {latest} 版，请重新载入一次",
    )
    STORED_AT_ONCE = (
        "a fact with the same id was stored at the same time; nothing was changed, try again",
        "同一时刻有别人存了同一条，什么都没有改，请再试一次",
    )
    CHANGED_BY_HAND = (
        "{facts} facts found no place; the store was changed by hand",
        "有 {facts} 条数据放不进去：数据库被手工改过",
    )
    STORE_MEMORY = (
        (
            "the store at {uri} refused a transaction that is larger than its memory allows, and applied nothing of it: "
            "raise server.memory.heap.max_size there (and dbms.memory.transaction.total.max where it is set), and try again"
        ),
        (
            "数据库 {uri} 的内存装不下这一次写入，什么都没有改：请管理员调大 server.memory.heap.max_size"
            "（设置过 dbms.memory.transaction.total.max 的也要调大）后再试"
        ),
    )
    STORE_SLOW = (
        "the store at {uri} gave up: the statement took longer than it allows",
        "数据库 {uri} 放弃了：查询超过了它允许的时间",
    )
    STORE_NO_DATABASE = (
        "the store at {uri} has no such database: check NEO4J_DATABASE",
        "数据库服务 {uri} 里没有这个库：请管理员核对 NEO4J_DATABASE",
    )
    STORE_NO_RIGHTS = (
        "the user of the store at {uri} lacks the rights that lifepath needs",
        "数据库 {uri} 的用户没有 lifepath 需要的权限",
    )
    STORE_SIGN_IN = (
        "the store at {uri} refused the sign-in: check NEO4J_USER and NEO4J_PASSWORD",
        "数据库 {uri} 拒绝登录：请管理员核对 NEO4J_USER 和 NEO4J_PASSWORD",
    )
    STORE_BUSY = "the store at {uri} is busy; try again", "数据库 {uri} 正忙，请再试一次"
    STORE_BROKE_OFF = (
        "the store at {uri} broke off while it stored; `lifepath revisions` shows whether it did",
        "数据库 {uri} 在写入时断开了；历次版本里能看到这次有没有写成",
    )
    STORE_LATE = "the store at {uri} did not answer in time", "数据库 {uri} 没有及时应答"
    STORE_SILENT = (
        "the store at {uri} does not answer: is it running, and reachable from here?",
        "数据库 {uri} 没有应答：请管理员确认它在运行、网络是通的",
    )
    STORE_CLOSED = (
        "the store at {uri} closed the connection; try again",
        "数据库 {uri} 断开了连接，请再试一次",
    )
