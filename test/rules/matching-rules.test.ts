import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  candidateLine,
  compareFacts,
  isIdentical,
  keptOf,
  markDifferences,
  mayMerge,
  type PersonFacts,
  scoreOf,
  strikingDifferences,
} from "@/features/people/rules";
import { addressKey } from "@/lib/japan/address-key";
import { kanaKey, nameKey } from "@/lib/japan/name-key";

const base = {
  name: "斉藤　花子",
  kana: "サイトウ　ハナコ",
  birthDate: "1970-01-02",
  sex: "female",
  address: "東京都千代田区丸の内1-1-1",
  phone: null as string | null,
  insuredNumber: "1" as string | null,
};

function facts(of: Partial<typeof base> = {}): PersonFacts {
  const it = { ...base, ...of };
  return {
    ...it,
    nameKey: nameKey(it.name) || null,
    kanaKey: kanaKey(it.kana) || null,
    addressKey: addressKey(it.address) || null,
    phoneKey: it.phone,
    policyNumber: null,
    deceasedOn: null,
  };
}

const someone = fc
  .record({
    name: fc.constantFrom("斉藤　花子", "斎藤 花子", "齊藤花子", "佐藤　花子", "高橋　一", "髙橋一", ""),
    kana: fc.constantFrom("サイトウ　ハナコ", "ｻｲﾄｳ ﾊﾅｺ", "サトウ　ハナコ", "タカハシ　ハジメ", ""),
    birthDate: fc.constantFrom("1970-01-02", "1970-01-03", ""),
    sex: fc.constantFrom("female", "male", ""),
    address: fc.constantFrom(
      "東京都千代田区丸の内1-1-1",
      "東京都千代田区丸の内一丁目1番1号",
      "大阪府大阪市北区1",
      "",
    ),
    phone: fc.constantFrom("0300000000", "0600000000", null),
    insuredNumber: fc.constantFrom("1", "2", null),
  })
  .map(facts);

describe("how two people compare", () => {
  it("is the same from either side, within 0 and 100, and never above the line where something strikes", () => {
    fc.assert(
      fc.property(someone, someone, (one, other) => {
        const evidence = compareFacts(one, other);
        expect(compareFacts(other, one)).toEqual(evidence);
        const score = scoreOf(evidence);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        if (strikingDifferences(evidence).length > 0) expect(score).toBeLessThan(candidateLine);
        if (isIdentical(evidence)) expect(score).toBeGreaterThanOrEqual(candidateLine);
      }),
      { numRuns: 2000 },
    );
  });

  it("holds 髙 and 高 for one, and 斉 and 斎 for two characters that somebody must look at", () => {
    expect(compareFacts(facts({ name: "髙橋一" }), facts({ name: "高橋　一" })).name).toBe("variant");
    const evidence = compareFacts(facts(), facts({ name: "斎藤　花子" }));
    expect(evidence.name).toBe("differs-in-character");
    expect(isIdentical(evidence)).toBe(false);
    expect(scoreOf(evidence)).toBeLessThan(scoreOf(compareFacts(facts(), facts())));
    expect(scoreOf(evidence)).toBeGreaterThanOrEqual(candidateLine);
  });

  it("lets nobody make namesakes one without naming the birth date", () => {
    const evidence = compareFacts(facts(), facts({ birthDate: "1995-05-05" }));
    const asked = { oneIsMerged: false, keptApart: false, evidence };
    expect(mayMerge({ ...asked, confirmed: [] })).toEqual({
      ok: false,
      because: "merge.differs",
      fields: "birthDate",
    });
    expect(mayMerge({ ...asked, confirmed: ["sex"] }).ok).toBe(false);
    expect(mayMerge({ ...asked, confirmed: ["birthDate"] })).toEqual({ ok: true });
  });

  it("keeps whoever is known to be dead, then who has a number, then who has more documents", () => {
    type Side = Parameters<typeof keptOf>[0];
    const side: Side = { id: "a", deceasedOn: null, insuredNumber: null, documentCount: 0 };
    const dead: Side = { ...side, id: "b", deceasedOn: "2013-01-01" };
    const numbered: Side = { ...side, id: "c", insuredNumber: "1", documentCount: 1 };
    expect(keptOf(numbered, dead)).toBe(dead);
    expect(keptOf(side, numbered)).toBe(numbered);
    expect(keptOf({ ...numbered, id: "d", documentCount: 5 }, numbered).id).toBe("d");
    expect(keptOf(side, { ...side, id: "z" })).toBe(side);
  });
});

describe("markDifferences", () => {
  it("gives both texts back whole, and the unmarked characters are the same on both sides", () => {
    const text = fc.string({ unit: fc.constantFrom(..."東京都1-2丁目𠮷斉斎 "), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = markDifferences(one, other);
        const whole = (pieces: typeof a) => pieces.map((piece) => piece.text).join("");
        const same = (pieces: typeof a) => whole(pieces.filter(({ differs }) => !differs));
        expect([whole(a), whole(b)]).toEqual([one, other]);
        expect(same(a)).toBe(same(b));
      }),
    );
  });

  it("marks only the character that differs", () => {
    expect(markDifferences("斉藤花子", "斎藤花子")).toEqual([
      [
        { text: "斉", differs: true },
        { text: "藤花子", differs: false },
      ],
      [
        { text: "斎", differs: true },
        { text: "藤花子", differs: false },
      ],
    ]);
  });
});
