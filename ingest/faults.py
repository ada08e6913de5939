"""Sentences on what is wrong with tables and documents that a person brings in, and on what was noticed in them."""

from graph.sayings import Saying


class FileFault(Saying):
    """A file that cannot be read at all."""

    FILE_EMPTY = "{file} is empty", "{file} 是空的"
    FILE_NO_ROW = "{file} has no filled row", "{file} 里没有填写任何一行"
    FILE_UNREADABLE = "cannot read {file}: {cause}", "读不到文件 {file}"
    FILE_NO_CSV = (
        "{file} is not a readable csv file: line {line}: {cause}",
        "{file} 第 {line} 行不合 csv 的格式（多半是引号没有成对），请用表格软件另存为 csv 或 xlsx",
    )
    FILE_ENCODING = (
        "{file} is neither UTF-8 nor GB18030 text; save it as UTF-8",
        "{file} 的文字既不是 UTF-8 也不是 GB18030 编码，请另存为 UTF-8",
    )
    FILE_DAMAGED = (
        "{file} is damaged or cut off; it cannot be read as {format}",
        "{file} 已损坏或不完整，不能当作 {format} 读取",
    )
    FILE_UNOPENED = (
        "{file} is damaged or cut off; it cannot be opened",
        "{file} 已损坏或不完整，打不开",
    )
    FILE_PART_DAMAGED = (
        "{file} is damaged: its part {part} cannot be read",
        "{file} 已损坏：其中的 {part} 读不出来",
    )
    FILE_TOO_LARGE = (
        "{file} unpacks to {bytes:,} bytes; at most {most:,} are read",
        "{file} 解开后有 {bytes:,} 字节，最多只读 {most:,} 字节",
    )
    FILE_PROTECTED_OR_OLD = (
        "{file} is protected by a password or in the old doc or xls format; save it as docx or xlsx",
        "{file} 有密码保护，或是旧的 doc、xls 格式，请另存为 docx 或 xlsx",
    )
    FILE_PROTECTED = (
        "{file} is protected by a password; save it without one",
        "{file} 有密码保护，请去掉密码后另存",
    )
    FILE_OTHER_FORMAT = "{file} is neither docx nor xlsx", "{file} 既不是 docx 也不是 xlsx"
    FILE_SCAN = (
        "{file} has no text, it is probably a scan; give a docx, an xlsx or a pdf with text",
        "{file} 里没有文字，多半是扫描件，请改用 docx、xlsx 或有文字的 pdf",
    )
    FILE_CHANGED = (
        "{file} changed while it was being imported; run it again",
        "{file} 在读取期间改过，请重新载入",
    )
    NOTICE_WITHOUT_OCCUPATION = (
        "{file} announces no occupation: no line begins with 定义 or 主要工作任务",
        "{file} 里没有找到新职业：没有以“定义”或“主要工作任务”开头的行",
    )
    PACKAGE_NOT_INSTALLED = (
        "the package {package} is not installed; install the pinned dependencies",
        "服务没有装好依赖包 {package}，请管理员重新安装",
    )


class TableFault(Saying):
    """A table with wrong columns or rows."""

    TABLE_UNKNOWN = "no table {table!r}; tables are {tables}", "没有名为“{table}”的表，可用的表有：{tables}"
    TABLE_COLUMNS_WRONG = (
        (
            "{file}: wrong column headers for table {table}: {missing} missing; expected {expected}; "
            "the first row reads {found}"
        ),
        "{file} 的表头不是“{table}”的：缺 {missing}；应有 {expected}；第一行读到的是 {found}",
    )
    TABLE_ALTERNATIVE = "{first} or {second}", "{first}，或者 {second}"
    TABLE_COLUMNS_UNKNOWN = "{file}: unknown columns {columns}", "{file} 有不认识的列：{columns}"
    TABLE_COLUMNS_TWICE = "{file}: columns named twice: {columns}", "{file} 有重名的列：{columns}"
    TABLE_WITHOUT_ROWS = (
        "{file} has headers but no row of table {table}",
        "{file} 只有表头，没有“{table}”的任何一行",
    )
    ROW_TOO_LONG = "{file}: row {row} has more cells than the header", "{file} 第 {row} 行的格子比表头多"
    ROW_REPEATED = "repeats row {row}: {found}", "和第 {row} 行重复：{found}"
    ROWS_REFUSED = (
        "{file}: {rows} wrong row{s}, nothing was taken:",
        "{file} 有 {rows} 行不对，整个文件都没有采用：",
    )
    ROW_REFUSED = "row {row}, {field}: {reason}", "第 {row} 行 {field}：{reason}"
    FIRST_REFUSED = "{file}: {first}", "{file} 不对：{first}"
    FIRST_OF_MORE = "{file}: {first} (and {more} more)", "{file} 不对：{first}（另有 {more} 处）"


class CellFault(Saying):
    """A cell that does not hold what its column asks for."""

    CELL_EMPTY = "is empty, and must be filled in", "这一格是空的，必须填写"
    CELL_PATTERN = "{found!r} is not {wanted}", "“{found}”不是{wanted}"
    CELL_CHOICE = "{found!r} is none of {wanted}", "“{found}”不在允许的值里：{wanted}"
    CELL_WHOLE = "{found!r} is not a whole number", "“{found}”不是整数"
    CELL_NUMBER = "{found!r} is not a number", "“{found}”不是数字"
    CELL_FLAG = "{found!r} is neither 1 (yes) nor 0 (no)", "“{found}”既不是 1（是）也不是 0（否）"
    CELL_DATE = "{found!r} is not a day such as 2026-11-25", "“{found}”不是 2026-11-25 这样写的日期"
    CELL_LEAST = "{found!r} is less than {wanted}", "“{found}”小于 {wanted}"
    CELL_MOST = "{found!r} is more than {wanted}", "“{found}”大于 {wanted}"
    CELL_LENGTH = "{found!r} is too long: at most {wanted} characters", "“{found}”太长，最多 {wanted} 个字"
    CELL_NAME_TWICE = "{name!r} stands twice", "“{name}”写了两次"
    CELL_OTHER = "{found!r} cannot be read: {cause}", "“{found}”读不懂"
    OCCUPATION_CODE = "an occupation's code such as 6-31-01-03", "职业代码（应写成 6-31-01-03 的样子）"
    GROUP_CODE = "a group's code such as 6-31", "类别代码（应写成 6-31 的样子）"
    DIGITS = "digits only", "纯数字"
    MAJOR_CODE = "a major's code such as 460103", "专业代码（应写成 460103 的样子）"
    DIGEST = "a sha256 digest", "sha256 摘要"
    ENGLISH_NAMES = (
        "one or more English names such as welder/welding operator",
        "英文名称（应写成 welder/welding operator 的样子）",
    )
    OTHER_PATTERN = "written as {pattern}", "按 {pattern} 写成的"


class RuleFault(Saying):
    """A row of the conditions that a standard sets of its own."""

    RULE_LEVEL_UNPLANNED = (
        "{level} is not planned with; levels are {levels}",
        "{level}（{level.chinese}）不在规划之列，可用的等级是 {levels}",
    )
    RULE_WITHOUT_CONDITION = (
        "route {route!r} has no condition here: condition, condition_order and kind must be filled in",
        "途径“{route}”在这一行没有条件：condition、condition_order、kind 三列都要填",
    )
    RULE_NOT_BELOW = (
        "{level} cannot require a certificate of {held}: only of a lower level",
        "{level}（{level.chinese}）不能以 {held}（{held.chinese}）证书为条件，只能以更低等级的证书为条件",
    )
    RULE_STANDARD_UNKNOWN = "no standard {standard}", "没有标准 {standard}"
    RULE_STANDARD_UNNAMED = (
        "neither standard nor occupation_code is filled in",
        "standard 和 occupation_code 至少要填一个",
    )
    RULE_STANDARD_MISSING = "no standard of {named}", "没有 {named} 的标准"
    RULE_STANDARD_OTHERS = (
        "no standard of {named}; known are {others}",
        "没有 {named} 的标准；现有的是 {others}",
    )
    RULE_STANDARD_OF_ANOTHER = "{standard} is not a standard of {named}", "{standard} 不是 {named} 的标准"
    RULE_LEVEL_UNLISTED = (
        "{standard} does not list {level}; it lists {listed}",
        "{standard} 没有列出 {level}（{level.chinese}），它列出的是 {listed}",
    )
    RULE_NO_LEVEL_LISTED = (
        "{standard} does not list {level}; it lists none",
        "{standard} 没有列出 {level}（{level.chinese}），它一个等级也没有列出",
    )
    RULE_STANDARD_NEWER = (
        "{standard} is newer and governs {level}: name that one",
        "{level}（{level.chinese}）以更新的 {standard} 为准，请改填它",
    )
    RULE_ORDER_TAKEN = "{order} is the order of route {route!r} already", "序号 {order} 已经是途径“{route}”的"
    RULE_DIFFERS = (
        "differs from row {row} of the same route {route!r}",
        "和第 {row} 行（同一途径“{route}”）写的不同",
    )
    RULE_REPEATED = (
        "{found!r} repeats row {row} of route {route!r}",
        "“{found}”和途径“{route}”的第 {row} 行重复",
    )
    RULE_SINCE_WHAT = (
        "work is counted since {since}, but the route has no {wanted} condition",
        "工作年限从 {since} 起算，但这条途径没有 {wanted} 条件",
    )
    RULE_NEEDS = (
        "{kind} needs a condition {wanted} in the same route",
        "{kind} 条件要和同一途径的 {wanted} 条件一起出现",
    )
    RULE_ONCE = (
        "a route has one condition {kind}; write alternatives as routes",
        "一条途径只能有一个 {kind} 条件，其他可能请另写成途径",
    )


class DocumentFault(Saying):
    """What is wrong or unread in the document of a standard or of a training package."""

    MISSING = "is missing", "没有写"
    CHAPTER_MISSING = "is missing: no heading of this title", "缺这一章：没有找到这个标题"
    NAME_MISSING = "the name of the occupation is missing", "没有写职业名称"
    CODE_UNREADABLE = "{found!r} is no code such as 6-31-01-03", "“{found}”不是 6-31-01-03 这样的职业编码"
    LEVELS_UNREADABLE = "no level is named in {found!r}", "“{found}”里没有写出等级"
    LEVEL_UNKNOWN = "{found!r} is no level", "“{found}”不是等级"
    LEVEL_UNSTATED = (
        "no heading or column says which level this is for",
        "没有标题或列写明这是哪个等级的",
    )
    LEVEL_OF_TABLE_UNSTATED = (
        "no heading says which level this table is for",
        "没有标题写明这个表是哪个等级的",
    )
    LEVEL_WITHOUT_TABLE = (
        "chapter 1 lists {level.named}; no table is for it",
        "第 1 章列有{level.chinese}，但没有它的表",
    )
    LEVEL_UNLISTED = (
        "{level.named} is not among the levels of chapter 1",
        "第 1 章的等级里没有{level.chinese}",
    )
    LEVEL_COLUMN_MISSING = "{table} has no column for this level", "{table}没有这个等级的列"
    LEVELS_NOT_HEADED = (
        "no column is headed by a level; the header reads {found}",
        "没有一列以等级为表头，表头读到的是：{found}",
    )
    YEAR_UNKNOWN = (
        "no year such as 2021年版 stands before the first table; the year is UNKNOWN",
        "第一个表之前没有写“2021年版”这样的年份，年份按不清楚处理",
    )
    VERSION_MISSING = (
        "no year such as 2020年版 stands before the first table: it is the version",
        "第一个表之前没有写“2020年版”这样的年份，而年份就是版本",
    )
    HOURS_UNSTATED = "no hours of {level} are stated", "没有写{level.chinese}的学时"
    HOURS_UNREADABLE = (
        "hours of {levels} are not a number: {found!r}",
        "{levels}的学时不是数字：“{found}”",
    )
    HOURS_NO_NUMBER = "{found!r} is not a number of hours", "“{found}”不是学时数"
    HOURS_UNCONFIRMED = (
        "hours of courses are summed, but no row 合计 confirms the sum",
        "课程的学时要相加，但没有“合计”行可以核对",
    )
    HOURS_TOTAL = (
        "the rows sum to {found:g} hours, the total is printed as {total:g}",
        "各行合计 {found:g} 学时，表里印的合计是 {total:g}",
    )
    OCCUPATION_OTHER_NAME = (
        (
            "{code} is {other!r} in the classification, not {name!r}, and none is named {name!r}: "
            "name the right one by --occupation CODE"
        ),
        "{code} 在职业分类大典里是“{other}”，不是“{name}”，也没有职业叫“{name}”：请在“属于哪个职业”里选对的职业",
    )
    OCCUPATION_UNKNOWN = (
        "{code} is no occupation, and none is named {name!r}: name the right one by --occupation CODE",
        "{code} 不是职业代码，也没有职业叫“{name}”：请在“属于哪个职业”里选对的职业",
    )
    CONDITION_UNREAD = "UNREAD: {found}", "没有读懂：{found}"
    CONDITION_OF_LEVEL_UNREAD = "UNREAD: {level} {found}", "没有读懂：{level.chinese} {found}"
    COLUMN_MISSING = (
        "the header lacks this column; it reads {found}",
        "表头没有这一列，读到的是：{found}",
    )
    HEADER_INCOMPLETE = "the header lacks {columns}", "表头缺 {columns}"
    NO_MODULES = (
        "no table has the columns 培训模块 and 学时",
        "没有一个表有“培训模块”和“学时”两列",
    )
    CELL_NOT_COVERED = (
        "is empty: no merged cell covers this row",
        "这一格是空的，也没有合并的格子盖住这一行",
    )
    CELL_OF_HEADER = (
        "runs on from the header: no merged cell covers this row",
        "和表头合并在一起了，没有合并的格子盖住这一行",
    )
    TWICE_AT_LEVEL = (
        "{name!r} stands twice at one level, first at {place}",
        "“{name}”在同一等级出现了两次，第一次在{place}",
    )
    TWICE_IN_FUNCTION = (
        "{name!r} stands twice in {function!r}, first at {place}",
        "“{name}”在“{function}”里出现了两次，第一次在{place}",
    )
    TWICE_IN_TABLE = "{name!r} stands twice, first in row {row}", "“{name}”出现了两次，第一次在第 {row} 行"
    WORK_WITHOUT_SKILLS = "{name!r} has no requirement", "“{name}”没有技能要求"
    WORK_WITHOUT_KNOWLEDGE = "{name!r} has none", "“{name}”没有相关知识要求"
    WEIGHTS_OF_WHAT = (
        "no heading says whether it is of theory or of skills",
        "没有标题写明这是理论知识还是技能要求的权重表",
    )
    WEIGHTS_MISSING = "the table {table} is missing", "缺{table}"
    WEIGHTS_UNNAMED = "has percentages but no name", "有百分比，但没有名称"
    WEIGHT_NO_NUMBER = "{found!r} is not a number", "“{found}”不是数字"
    WEIGHT_WITHOUT_FUNCTION = (
        "{name!r} has a weight but no 职业功能 of chapter 3 is named so at this level",
        "“{name}”有权重，但第 3 章这个等级没有叫这个名称的职业功能",
    )
    FUNCTION_WITHOUT_WEIGHT = "{name!r} of chapter 3 has no weight", "第 3 章的“{name}”没有权重"
    WEIGHTS_TOTAL = (
        "the total is printed as {total:g}, but the rows above sum to {found:g}",
        "合计印的是 {total:g}，上面各行相加却是 {found:g}",
    )
    WEIGHTS_SUM = "percentages sum to {found:g}, not 100", "百分比相加是 {found:g}，不是 100"
    MODULE_OF_ITS_OWN = (
        "no standard lists {module}; kept as the package's own",
        "没有标准列出{module}，按培训包自己的模块保留",
    )
    OCCUPATION_CODE_UNKNOWN = "no occupation has the code {code!r}", "没有代码为“{code}”的职业"
    NO_OCCUPATIONS_YET = (
        "the store holds no occupations yet: run `lifepath ingest` first",
        "数据库里还没有职业，请先载入数据表",
    )


class DraftFault(Saying):
    """What is wrong with a draft package that is saved or published."""

    DRAFT_FIELD = "{field}: {cause}", "{field} 的内容不合要求"
    DRAFT_TWICE = "{place}: {title!r} stands twice", "{place}：“{title}”出现了两次"
    DRAFT_CODE_UNKNOWN = (
        "{name} has code {code!r}: the catalogue has no such occupation, so nothing can be published",
        "“{name}”的代码 {code} 不在目录里，所以不能发布",
    )
    DRAFT_WITHOUT_CODE = (
        "{name} has no code: the catalogue has no such occupation, so nothing can be published",
        "“{name}”没有职业代码，目录里没有这个职业，所以不能发布",
    )
    DRAFT_MODULE_UNKNOWN = "{place}: no module {module!r} exists", "{place}：没有模块 {module}"
    DRAFT_LEVEL_MISSING = (
        "{place}: {title!r} has no level: state one to publish",
        "{place}：“{title}”没有等级，写上等级才能发布",
    )


class Rejection(Saying):
    """Why a row that is well-formed was not taken."""

    NO_SUCH_FACT = "{id} does not exist", "{id} 不在目录里"
    NO_END_OF_LINK = "{relation}: {id} does not exist", "所指的 {id} 不在目录里（{relation}）"
    NO_INSTITUTION_NAMED = "no institution is named {name}", "没有名为“{name}”的院校"
    NO_REGION_NAMED = "no region is named {name}", "没有名为“{name}”的地区"
    SAME_PAIR = "the same pair as {place}", "和 {place} 是同一对"
    NO_OCCUPATION = "{name} is no occupation of the edition", "{name} 不是这一版的职业"
    NOW_A_WORK_TYPE = (
        "{name} is no occupation of the edition; since {edition} a work type of {code}",
        "{name} 不是这一版的职业，{edition} 年起是 {code} 的工种",
    )
    LEVEL_NOT_LISTED = (
        "no standard of {code} lists level {level}; {rows} rows",
        "{code} 的标准没有列出{level.chinese}（共 {rows} 行）",
    )
    WEIGHTS_NOT_100 = (
        "weights of level {level} sum to {total:g}, not 100; {rows} rows",
        "{level.chinese}的权重合计 {total:g}，不是 100（共 {rows} 行）",
    )


class Noted(Saying):
    """What a reader of a table must know of it; how often it occurs is told beside it."""

    MAJORS_OF_THE_GUIDE = (
        "majors known from the occupation guide only (about 400 were expected)",
        "只有职业对照表里才有的专业（预计约 400 个）",
    )
    GUIDE_CODES_UNKNOWN = "printed codes that are not codes of the edition", "印的代码不是这一版的职业代码"
    GUIDE_JOINED_BY_NAME = "pairs joined by the occupation's name instead", "改按职业名称对上的"
    GUIDE_NAMES_DIFFER = (
        "printed names that differ from the code's name; the code decides",
        "印的名称和代码对应的名称不同，以代码为准",
    )
    TEXTS_MISSING = (
        "occupations that the package does not have; their text is MISSING",
        "依赖包里没有的职业，缺定义和任务",
    )
    TEXTS_MISSING_NEW = "of these, added in 2024 and 2025", "其中 2024 和 2025 年新增的"
    TEXTS_NOT_THEIR_OWN = (
        "occupations that the package has without a text of their own (wrong copy, or a group without definition)",
        "依赖包里有、但没有自己的定义的职业（抄错了别的，或类别没有定义）",
    )
    TEXTS_OF_FORMER_NAMES = "texts that stand under a former name of the occupation", "定义写在职业旧名下的"
    TEXTS_WITHOUT_TASK = "texts without a task", "有定义但没有任务的"
    TEXTS_REPAIRED = "rows repaired or left out by errata.csv", "按 errata.csv 更正或略去的行"
    DEFINITIONS_MISSING = (
        "occupations in force whose definition is MISSING, all reasons (44 were expected: those the package lacks)",
        "现行职业中缺定义的（各种原因；预计 44 个，即依赖包里没有的）",
    )
    IN_COMMENT = (
        "in public comment: no code, no group, no text, not in force",
        "正在公示的：没有代码、类别和定义，尚未生效",
    )
    FORMER_NAMES = (
        "published under a name that the occupation no longer has",
        "公布时的名称现在已经不用的",
    )
    OWN_CONDITIONS = (
        "levels with conditions of their standard's own, in place of the default rules",
        "用标准自己的申报条件代替默认条件的等级",
    )
    WORK_TYPES_UNLISTED = (
        "for a work type that the classification does not list; kept as printed",
        "工种不在职业分类大典里的，照印的保留",
    )
    STANDARDS_OF_2023 = (
        "standards of 2023, the year in which the rules changed: 2023 rules, to be confirmed",
        "2023 年的标准（当年条件有变）：按 2023 版，待确认",
    )
    STANDARDS_UNDATED = (
        "standards with levels whose year is unknown or before 2018: both editions apply",
        "有等级、但年份不清楚或早于 2018 年的标准：两版条件都适用",
    )
