import { describe, expect, it } from "vitest";
import { bestExample, ConventionWitness, decideConvention } from "./value-conventions";

const date = { field: "created_date", type: "date" } as const;
const money = { field: "total", type: "money" } as const;
const nobody = { chosen: null, remembered: null };

function seen(definition: typeof date | typeof money, texts: readonly string[]) {
  const witness = new ConventionWitness();
  texts.forEach((text, index) => witness.look(text, definition, index + 2, "Header"));
  return witness;
}
const dates = (...texts: string[]) => seen(date, texts).evidence.dates;
const decimals = (...texts: string[]) => seen(money, texts).evidence.decimals;

describe("dates in text cells", () => {
  it.each<[string, string[]]>([
    ["the year comes first", ["2026-03-04", "2026-03-04T10:00:00"]],
    ["day and month are the same", ["05/05/2026"]],
    ["dots stand between them, which always mean day first", ["04.03.2026"]],
    ["there are none", ["", " ", "none"]],
  ])("leave no doubt and prove nothing when %s", (_, texts) => {
    const evidence = dates(...texts);
    expect(evidence).toMatchObject({ votes: { dmy: 0, mdy: 0 }, doubtful: { count: 0 } });
    expect(decideConvention(evidence, nobody)).toEqual({ use: "auto", by: null });
  });

  it("are decided by a day behind the 12th in another row of the file", () => {
    expect(decideConvention(dates("04/03/2026", "31/12/2025"), nobody)).toEqual({ use: "dmy", by: "file" });
    expect(decideConvention(dates("12/31/2025", "04/03/2026"), nobody)).toEqual({ use: "mdy", by: "file" });
  });

  it("are asked for when nothing decides, or when the file contradicts itself", () => {
    expect(decideConvention(dates("04/03/2026"), nobody)).toBe("ask");
    expect(decideConvention(dates("04/03/2026", "31/12/2025", "12/31/2025"), nobody)).toBe("ask");
  });

  it("follow an earlier answer when the file proves nothing, and the file when it does", () => {
    const earlier = { chosen: null, remembered: "mdy" } as const;
    expect(decideConvention(dates("04/03/2026"), earlier)).toEqual({ use: "mdy", by: "remembered" });
    expect(decideConvention(dates("04/03/2026", "31/12/2025"), earlier)).toEqual({ use: "dmy", by: "file" });
    expect(decideConvention(dates("04/03/2026", "31/12/2025", "12/31/2025"), earlier)).toBe("ask");
  });

  it("follow what a person said of this file, whatever it proves", () => {
    const said = { chosen: "mdy", remembered: "dmy" } as const;
    expect(decideConvention(dates("31/12/2025"), said)).toEqual({ use: "mdy", by: "person" });
  });

  it("show both readings of a cell in doubt, else of one that proves", () => {
    expect(bestExample(dates("31/12/2025", "04/03/2026"))).toEqual({
      row: 3,
      header: "Header",
      field: "created_date",
      text: "04/03/2026",
      readings: { dmy: "2026-03-04", mdy: "2026-04-03" },
    });
    expect(bestExample(dates("31/12/2025"))).toMatchObject({ readings: { dmy: "2025-12-31", mdy: null } });
    expect(bestExample(dates("2026-03-04"))).toBeNull();
  });
});

describe("amounts in text cells", () => {
  it.each<[string[], unknown]>([
    [["1.234", "12,50"], { use: "comma", by: "file" }],
    [["1,234", "1,234.50"], { use: "point", by: "file" }],
    [["1.234", "1.234.567"], { use: "comma", by: "file" }],
    [["1,234", "0.125"], { use: "point", by: "file" }],
    [["1.234", "(7,00) €"], { use: "comma", by: "file" }],
    [["1.234"], "ask"],
    [["1,234", "2,345"], "ask"],
    [["1.234", "7.5", "7,5"], "ask"],
    // Each by itself clear, though they contradict each other.
    [["7.5", "7,5", "100", "-3"], { use: "auto", by: null }],
    [["1'234.50", "words"], { use: "auto", by: null }],
  ])("%j: %j", (texts, decision) => {
    expect(decideConvention(decimals(...texts), nobody)).toEqual(decision);
  });

  it("leave a doubt only as long as nobody has decided", () => {
    const witness = seen(money, ["1.234"]);
    expect(witness.leavesDoubt({ decimal: "auto", dateOrder: "dmy" })).toBe(true);
    expect(witness.leavesDoubt({ decimal: "comma", dateOrder: "auto" })).toBe(false);
    expect(bestExample(witness.evidence.decimals)).toMatchObject({
      readings: { point: "1.23", comma: "1234.00" },
    });
  });
});
