import { afterEach, describe, expect, it, vi } from "vitest";

import { MOST_BYTES, placeInChinese, readNotice, refusalOf } from "@/desk/notice";
import { remarks } from "@/desk/notes";

describe("why a notice cannot be read", () => {
  it.each([
    [
      "a.doc is protected by a password or in the old doc or xls format; save it as docx or xlsx",
      "oldFormat",
    ],
    ["a.pdf is protected by a password; save it without one", "locked"],
    ["a.pdf has no text, it is probably a scan; give a docx, an xlsx or a pdf with text", "scan"],
    ["a.docx is damaged or cut off; it cannot be opened", "damaged"],
    ["a.docx is damaged: its part word/document.xml cannot be read", "damaged"],
    ["a.zip is neither docx nor xlsx", "kind"],
    ["a.png is neither UTF-8 nor GB18030 text; save it as UTF-8", "kind"],
    ["a.txt announces no occupation: no line begins with 定义 or 主要工作任务", "nothing"],
    ["a.txt is empty", "empty"],
    ["a.docx unpacks to 210,000,000 bytes; at most 200,000,000 are read", "costly"],
    ["a.pdf takes more time or memory than one file is given, or is damaged; save the pages", "costly"],
    ["something new", "other"],
  ])("is told from %j", (message, refusal) => {
    expect(refusalOf(message)).toBe(refusal);
  });
});

describe("where something stands in a notice", () => {
  it.each([
    ["page 3", "第 3 页"],
    ["paragraph 12", "第 12 段"],
    ["line 7", "第 7 行"],
    ["table 1 row 3", "表 1 第 3 行"],
    ["sheet 公告 row 3", "工作表“公告”第 3 行"],
    ["elsewhere", "elsewhere"],
  ])("is %j in Chinese", (place, chinese) => {
    expect(placeInChinese(place)).toBe(chinese);
  });
});

describe("reading a notice", () => {
  afterEach(() => vi.unstubAllGlobals());
  const answer = (status: number, body: object) =>
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), { status })));

  it("does not send what is too large", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new Error("it was sent")));
    const large = new File([new Uint8Array(MOST_BYTES + 1)], "a.pdf");
    expect(await readNotice(large)).toEqual({ refusal: "tooLarge", message: "" });
  });

  it("tells a network that is gone, a busy service and a refusal apart", async () => {
    const file = new File(["x"], "a.txt");
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await readNotice(file)).toMatchObject({ refusal: "network" });
    answer(503, { error: { message: "other notices are being read" } });
    expect(await readNotice(file)).toMatchObject({ refusal: "busy" });
    answer(400, { error: { message: "a.txt is empty", message_chinese: "a.txt 是空的" } });
    expect(await readNotice(file)).toEqual({
      refusal: "empty",
      message: "a.txt is empty",
      message_chinese: "a.txt 是空的",
    });
  });
});

describe("remarks on an analysis", () => {
  const found = {
    notes: [
      "MISSING: tasks of 样例员; bring the notice as docx, pdf or txt",
      "developers decided 1 of 4 verdicts",
    ],
    notesChinese: ["缺样例员的主要工作任务，请提供公告（docx、pdf 或 txt）", "4 条结论中有 1 条由开发者判定"],
  };

  it("leave out what the page says elsewhere, in the language of the page", () => {
    expect(remarks(found, "zh")).toEqual([found.notesChinese[1]]);
    expect(remarks(found, "en")).toEqual([found.notes[1]]);
  });
});
