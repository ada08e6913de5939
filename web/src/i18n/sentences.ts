/** Fixed English sentences of the service in the language of the page; what is not known here is shown as it came. */
import { useI18n } from "vue-i18n";

type Rule = readonly [RegExp, string];

const CHINESE: readonly Rule[] = [
  [/^works in the goal's occupation without a break$/, "此后一直从事目标职业，没有中断"],
  [/^certificate awarded on the day of application$/, "申报当日即通过评价并取得证书"],
  [/^graduates on (.+) as planned$/, "按计划于 $1 毕业"],
  [/^the term begins on 1 September$/, "九月一日开学"],
  [
    /^the programme takes the length that its offer states, full time, without work$/,
    "按招生计划的学制全日制就读，期间不工作",
  ],
  [/^only an age was stated.*$/, "只填了年龄：生日按最晚可能的一天计"],
  [/^work before the sixteenth birthday \((.+)\) does not count$/, "十六岁生日（$1）以前的工作不计入年限"],
  [/^distances are approximate.*$/, "距离是各市代表点之间的直线距离，只供参考"],
  [/^no known provider: .*$/, "在现有资料里，没有查到符合条件的机构"],
  [/^(.+) is a province: distances are not counted$/, "$1 是省，不计算距离"],
  [/^near (.+), it would be number (\d+), not (\d+)$/, "如果住在$1附近，它排第 $2，而不是第 $3"],
  [/^it stays number (\d+): if distance did not count$/, "不计距离，它仍排第 $1"],
  [/^it stays number (\d+): .*$/, "换一个条件，它仍排第 $1"],
  [/^if distance did not count, it would be number (\d+), not (\d+)$/, "不计距离，它排第 $1，而不是第 $2"],
  [/^without the filter (.+): (\d+) institutions instead of (\d+)$/, "去掉条件“$1”：有 $2 所，而不是 $3 所"],
  [/^attended as (.+): (\d+) institutions instead of (\d+)$/, "改为 $1 方式：有 $2 所，而不是 $3 所"],
  [
    /^no source at hand states demand or wages: left out of the score$/,
    "现有资料没有需求和工资数据，不计入评分",
  ],
  [
    /^no certificate of (.+) is stated as held: next levels begin at the lowest$/,
    "没有填写 $1 的证书：从最低一级说起",
  ],
  [
    /^(\d+) of its (\d+) main tasks are much like ones done now$/,
    "它的 $2 项主要任务中，有 $1 项与现在做的相近",
  ],
  [
    /^(?:L|T)\d (.+), by the rules of (\d+), is open for instance to those of whom it holds: (.+)$/,
    "$1：按$2版申报条件，例如“$3”即可申报",
  ],
  [
    /^an employer may treat the holder as (.+): treatment, not the title itself$/,
    "用人单位可比照$1给予待遇，但不等于取得职称",
  ],
  [/^a licence to work, (.+), may be required: confirm it$/, "上岗可能还需要$1，请确认"],
  [/^DERIVED: (.+) has a function of like name here$/, "推断：这里有与“$1”名称相近的职业功能"],
  [/^no source lists the modules of .+$/, "没有资料列出这个标准的职业功能"],
  [
    /^no main tasks of (.+) are known: it cannot be compared with other occupations$/,
    "没有查到$1的主要工作任务，不能和其他职业比较",
  ],
  [
    /^no certificate of skill is known for (.+): there are no next levels$/,
    "没有查到$1的技能等级证书，没有更高的等级可说",
  ],
  [
    /^no certificate of skill is known for (.+): where one would enter is unknown$/,
    "没有查到 $1 的技能等级证书：从哪一级进入不清楚",
  ],
];

/** `says(text)` in the language in use; `sentence(text)` as one that others may follow. */
export function useSentences(): { says: (text: string) => string; sentence: (text: string) => string } {
  const { locale } = useI18n();
  const says = (text: string) => (locale.value === "zh" ? inChinese(text) : text);
  return { says, sentence: (text) => whole(says(text), locale.value === "zh" ? "。" : ".") };
}

/** With a capital letter and a full stop. */
export function whole(text: string, stop: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[。！？.!?]$/.test(begun) ? begun : begun + stop;
}

/** The Chinese of a fixed sentence; the text itself where none is known. */
export function inChinese(text: string): string {
  const rule = CHINESE.find(([pattern]) => pattern.test(text));
  return rule ? text.replace(rule[0], rule[1]) : text;
}
