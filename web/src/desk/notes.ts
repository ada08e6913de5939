/** What the service remarks on an analysis, in Chinese; what is not known here is shown as it came. */
type Rule = readonly [RegExp, string];

const CHINESE: readonly Rule[] = [
  [
    /^it has a training package already.*$/,
    "这个职业已有培训包；它自己的模块只在开发者判为对应之后才计入这里",
  ],
  [
    /^the catalogue has no occupation of this code or name.*$/,
    "目录里还没有这个代码或名称的职业：草稿要等目录收录它以后才能发布",
  ],
  [/^nothing was measured with this encoder.*$/, "这个服务换了没有校准过的文本模型，所以不下结论"],
  [/^few tasks are stated.*$/, "任务条数少，难以看出属于哪类工作，所以判为已覆盖的会偏少"],
  [
    /^developers decided (\d+) of (\d+) verdicts; judgements up to number (\d+) count$/,
    "$2 条结论中有 $1 条由开发者判定；计入到第 $3 号为止的判断",
  ],
];
const SAID_ELSEWHERE = [/^MISSING: /, /^verdicts are DERIVED from texts/];

/** The remarks that nothing else on the page says already. */
export function remarks(notes: readonly string[], locale: string): string[] {
  const left = notes.filter((note) => !SAID_ELSEWHERE.some((pattern) => pattern.test(note)));
  return locale === "zh" ? left.map(inChinese) : left;
}

function inChinese(note: string): string {
  const rule = CHINESE.find(([pattern]) => pattern.test(note));
  return rule ? note.replace(rule[0], rule[1]) : note;
}
