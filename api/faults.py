"""Sentences on what is wrong with a request over HTTP, and on what the service waits for or is doing."""

from graph.sayings import Saying


class RequestFault(Saying):
    """A request that asks for too much, too little or something that is not there."""

    FIRST_OUT_OF_RANGE = (
        "'first' must be from 1 to {most}, not {first}",
        "first 应在 1 到 {most} 之间，不能是 {first}",
    )
    CHANGES_OUT_OF_RANGE = (
        "at most {most} can be asked, and none below 0: {first}",
        "最多问 {most} 个，也不能少于 0 个：{first}",
    )
    GOALS_OUT_OF_RANGE = (
        "give from 1 to {most} goals, not {given}",
        "一次比较 1 到 {most} 个目标，不能是 {given} 个",
    )
    CONTEXT_TOO_LONG = "'context' has more than {most} characters", "补充说明（context）超过了 {most} 个字"
    ONE_OF = "give exactly one of {names}", "{names} 只给一个"
    EDUCATION_WITH_CODE = (
        "give the education level together with the code",
        "给专业代码时要一起给学历层次（education）",
    )
    LEVEL_WITH_OCCUPATION = "give the level together with the occupation", "给职业时要一起给等级（level）"
    OCCUPATION_OR_TASKS = "give an occupation, or a name and tasks", "请给一个职业，或者给名称和任务"
    PROFILE_OR_ENVELOPE = (
        "give either profile and goal, or an envelope",
        "要么给 profile 和 goal，要么给一个 envelope",
    )
    GOAL_WITH_PROFILE = "with a profile goes a goal", "给了 profile 就要一起给 goal"
    NOTHING_KNOWN = (
        "nothing known of {id!r} in revision {revision}",
        "目录第 {revision} 版里没有“{id}”的任何记录",
    )
    INPUTS_GONE = (
        "what this answer was computed from is not at hand",
        "算出这份答案的内容已经不在了，请重新提问",
    )
    NONE_ON_DAY = "no {kind} {text!r} on {day}", "{day} 没有{kind}“{text}”"
    NONE_WITH = "no {kind} with {field} {value!r} on {day}", "{day} 没有 {field} 为“{value}”的{kind}"
    NOT_STANDING = "{id} does not stand on {day}", "{id} 在 {day} 不存在"
    SHARED = (
        "{field} {value!r} is shared by {ids}; give the id",
        "{field}“{value}”不止一个：{ids}；请改填编号",
    )
    MEANS_SEVERAL = "{text!r} means {ids}; give the id", "“{text}”不止一个：{ids}；请改填编号"
    CURSOR_FOREIGN = (
        "'after' is no cursor of this list: take endCursor of a page with the same search, filter and asOf",
        "after 不是这个列表的游标：请用相同条件那一页的 endCursor",
    )
    CURSOR_OUTDATED = (
        (
            "'after' is a cursor of revision {cursor}, this list is of revision {revision}: "
            "begin again without 'after', or ask with revision: {cursor}"
        ),
        "after 是目录第 {cursor} 版的游标，现在是第 {revision} 版：请从头取，或者带上 revision: {cursor}",
    )
    QUERY_TOO_LARGE = (
        "the query returns more than {most} facts: ask for smaller pages or fewer lists",
        "这个查询会返回超过 {most} 条，请分页取，或者少要几个列表",
    )
    QUERY_TOO_DEEP = (
        "the query is {found} levels deep; {most} are allowed",
        "查询嵌套了 {found} 层，最多 {most} 层",
    )
    QUERY_ALIASES = (
        "the query has {found} aliases; {most} are allowed",
        "查询用了 {found} 个别名，最多 {most} 个",
    )
    QUERY_FIELDS = "the query has {found} fields; {most} are allowed", "查询有 {found} 个字段，最多 {most} 个"
    QUERY_WRONG = "{cause}", "查询的写法不合接口的规定"
    INTERNAL = "internal error {reference}", "服务内部出错（编号 {reference}），请把编号告诉管理员"
    REVISION_NONE = (
        "there is no revision {revision}; the newest is {newest}",
        "没有第 {revision} 版，最新的是第 {newest} 版",
    )
    BODY_NO_JSON = "the body is not JSON in UTF-8", "请求的内容不是 UTF-8 的 JSON"
    FIELD_WRONG = "{field}: {cause}", "{field} 的内容不合要求"
    DOCUMENT_KIND = "no kind of document {kind!r}; there are {kinds}", "没有“{kind}”这种文件，有的是：{kinds}"
    DRAFT_KIND = "no kind of draft {kind!r}; there are {kinds}", "草案没有“{kind}”这种格式，有的是：{kinds}"


class Waiting(Saying):
    """What is not there yet; the same request succeeds later."""

    CATALOGUE_LOADING = "the catalogue is being loaded", "正在装入目录"
    OCCUPATIONS_LOADING = (
        "occupations are not compared by meaning yet: the model is being loaded",
        "还不能按意思比较职业：正在装入模型",
    )
    OCCUPATIONS_INDEXING = (
        "occupations are not compared by meaning yet: the index of free text is being built",
        "还不能按意思比较职业：正在建立全文索引",
    )
    MAJORS_LOADING = (
        "majors are not compared by meaning yet: the model is being loaded",
        "还不能按意思比较专业：正在装入模型",
    )
    TASKS_LOADING = (
        "tasks are not compared by meaning yet: the model is being loaded",
        "还不能按意思比较任务：正在装入模型",
    )
    TEXT_INDEXING = (
        "free text is not searched yet: its index is being built",
        "还不能按意思查找：正在建立全文索引",
    )
    NOTICES_BUSY = (
        "other notices are being read; try again in a minute",
        "正在读别的公告，请一分钟后再试",
    )


class AccessFault(Saying):
    """What only those may do who send a token."""

    NO_TABLES_FROM_YOU = (
        (
            "this service takes no tables from you: start it with LIFEPATH_INGEST_TOKEN and send the token as "
            "'Authorization: Bearer <token>', or use `lifepath ingest` on its machine"
        ),
        (
            "这个服务不接受您的数据表：请管理员用 LIFEPATH_INGEST_TOKEN 启动服务，并用 "
            "Authorization: Bearer <口令> 发送口令，或者在服务的机器上运行 lifepath ingest"
        ),
    )
    NO_DRAFTS_FROM_YOU = (
        (
            "this service takes no drafts from you: start it with LIFEPATH_CURATION_TOKEN and send the token as "
            "'Authorization: Bearer <token>', or use `lifepath draft` on its machine"
        ),
        (
            "这个服务不接受您的草案：请管理员用 LIFEPATH_CURATION_TOKEN 启动服务，并用 "
            "Authorization: Bearer <口令> 发送口令，或者在服务的机器上运行 lifepath draft"
        ),
    )
    NO_JUDGEMENTS_FROM_YOU = (
        (
            "this service takes no judgements from you: start it with LIFEPATH_CURATION_TOKEN and send the token as "
            "'Authorization: Bearer <token>', or use `lifepath curate` on its machine"
        ),
        (
            "这个服务不接受您的判断：请管理员用 LIFEPATH_CURATION_TOKEN 启动服务，并用 "
            "Authorization: Bearer <口令> 发送口令，或者在服务的机器上运行 lifepath curate"
        ),
    )


class UploadFault(Saying):
    """Why an upload or a notice was not taken."""

    UPLOAD_BUSY = (
        "another ingest is under way: wait until it has ended",
        "另一次载入正在进行，请等它结束",
    )
    UPLOAD_MOVED_ON = (
        "the catalogue moved on to revision {newest} since the dry run on revision {base}: run it dry again",
        "试运行以后，目录已从第 {base} 版更新到第 {newest} 版，请重新试运行",
    )
    UPLOAD_STOPPED = (
        "the service was stopped before this was done; nothing changed",
        "服务在完成之前停止了，什么都没有改",
    )
    UPLOAD_NO_FORM = "the body is no form with files: {cause}", "请求的内容不是带文件的表单"
    UPLOAD_TWO_FILES = "{part} has two files; give one", "{part} 有两个文件，请只给一个"
    UPLOAD_NO_FILE = "no file was sent", "没有收到文件"
    UPLOAD_KIND = "kind must be one of {kinds}", "kind 应是其中之一：{kinds}"
    UPLOAD_PART = "a document is sent as the part '{part}'", "文件要作为表单的 {part} 一栏发送"
    UPLOAD_BASE = "base {found!r} is no number of a revision", "base“{found}”不是版本号"
    NOTICE_GIVEN_UP = (
        (
            "{file} takes more time or memory than one file is given, or is damaged; "
            "save the pages with the new occupations as a document of their own"
        ),
        "{file} 太大或已损坏，没能在规定的时间和内存里读完；请把写有新职业的几页另存成一个文件",
    )


class UploadStage(Saying):
    """The steps of an upload."""

    LOOKING_THROUGH = "looking through the files", "逐个检查文件"
    READING_TABLES = "reading the tables", "读取各表"
    READING_FILE = "reading {file}", "读取 {file}"
    COMPARING_WITH_STORED = "comparing with what is stored", "与现有内容对照"
    COMPARING = "comparing", "对照差别"
    STORING = "comparing and storing", "对照并写入"
    LOADING = "loading the catalogue", "装入新目录"
