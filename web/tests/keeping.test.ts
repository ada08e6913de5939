import { describe, expect, it } from "vitest";

import { NEW_ROWS, emptyCase, type Case } from "@/plan/case";
import { fromFragment, fromText, toFragment, toText } from "@/plan/keeping";

function electrician(): Case {
  const occupation = { id: "occ:6-31-01-03@2022", name: "电工", detail: "6-31-01-03" };
  return {
    ...emptyCase(),
    goal: { occupation, level: "L3", workType: "" },
    birth: "1990-05-01",
    jobs: [{ ...NEW_ROWS.jobs(), occupation, from: "2020-03" }],
    certificates: [{ occupation, level: "L5", awarded: "2023-06-15" }],
  };
}

describe("a case that is kept", () => {
  it("comes back from a link as it was, Chinese names and all", () => {
    const fragment = toFragment(electrician());
    expect(fragment).toMatch(/^#case=[\w-]+$/);
    expect(fromFragment(fragment)).toEqual(electrician());
  });

  it("comes back from a file as it was", () => {
    expect(fromText(toText(electrician()))).toEqual(electrician());
  });

  it.each(["", "#other", "#case=", "#case=%%%", "#case=e30"])("is not read from %j", (fragment) => {
    expect(fromFragment(fragment)).toBeNull();
  });

  it("loses what is of the wrong kind and nothing else", () => {
    const read = fromText(
      JSON.stringify({
        lifepath: 1,
        birth: 1990,
        region: "430100",
        jobs: [{ from: "2020-03", to: 7, more: 1 }, "no"],
        goal: { level: "L3" },
      }),
    );
    expect(read).toEqual({
      ...emptyCase(),
      region: "430100",
      jobs: [{ ...NEW_ROWS.jobs(), from: "2020-03" }],
      goal: { occupation: null, level: "L3", workType: "" },
    });
  });
});
