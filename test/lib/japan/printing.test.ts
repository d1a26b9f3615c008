import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPostcode, parsePostcode } from "@/lib/japan/postcode";
import { printForm } from "@/lib/japan/print-form";
import { findUnprintable } from "@/lib/japan/unprintable";

describe("printForm", () => {
  it.each([
    ["　山田 　花子 ", "山田　花子"],
    ["山田\t花子\r\n", "山田　花子"],
    [" John  Smith ", "John Smith"],
    ["ﾔﾏﾀﾞ ﾊﾅｺ", "ﾔﾏﾀﾞ　ﾊﾅｺ"],
    ["千代田1-2-3 ハイツ", "千代田1-2-3　ハイツ"],
    ["", ""],
  ])("prints %j as %j", (given, printed) => expect(printForm(given)).toBe(printed));

  it("changes no character but blanks: 神 福 塚 (compatibility forms), ①, half-width kana and variants stay", () => {
    for (const name of ["神谷", "福\ufa1b", "\ufa10本", "①㈱髙﨑", "ｶﾞ", "渡邉\u{e0104}", "𠮷野", "e\u0301"]) {
      expect(printForm(name)).toBe(name);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
        const without = (given: string) => given.replace(/[\s\u3099\u309a]/g, "");
        fc.pre(!/[\u3099\u309a]/.test(text));
        expect(without(printForm(text))).toBe(without(text));
        expect(printForm(printForm(text))).toBe(printForm(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("decomposed kana, as a Mac writes them", () => {
  it.each([
    ["か\u3099んもと　は\u309aる", "がんもと　ぱる"],
    ["ウ\u3099ァイオレット", "ヴァイオレット"],
    ["みすゝ\u3099", "みすゞ"],
    ["か\u3099\u3099", "が\u3099"],
  ])("are composed: %j is printed as %j", (given, printed) => expect(printForm(given)).toBe(printed));

  it("a mark after what has no voiced form stays, to be refused", () => {
    expect(printForm("あ\u3099")).toBe("あ\u3099");
    expect(printForm("な\u309a")).toBe("な\u309a");
    expect(printForm("山\u3099")).toBe("山\u3099");
  });

  it("whatever a kana name was composed of comes back, and the kanji between are not touched", () => {
    const kana = Array.from({ length: 0x56 }, (_, i) => String.fromCharCode(0x3041 + i));
    const kept = ["\ufa19", "\ufa1b", "\ufa10", "\uf9dc", "髙", "邉\u{e0104}", "𠮷", "é", "e\u0301"];
    const katakana = kana.map((one) => String.fromCharCode(one.charCodeAt(0) + 0x60));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kana, ...katakana, ...kept), { maxLength: 20 }), (parts) => {
        const decomposed = parts.map((part) => (kept.includes(part) ? part : part.normalize("NFD"))).join("");
        expect(printForm(decomposed)).toBe(parts.join(""));
      }),
    );
  });
});

describe("findUnprintable", () => {
  it.each([
    ["山\ue000田", 1, "U+E000", "private-use"],
    ["\u{f0000}", 0, "U+F0000", "private-use"],
    ["山田\ufffd", 2, "U+FFFD", "replacement"],
    ["a\u0007", 1, "U+0007", "control"],
    ["a\u200bb", 1, "U+200B", "control"],
    ["a\u202eb", 1, "U+202E", "control"],
    ["a\u2028", 1, "U+2028", "control"],
    ["\u0378", 0, "U+0378", "unassigned"],
    ["𠮷\u{1ffff}", 2, "U+1FFFF", "noncharacter"],
    ["\ufdd0", 0, "U+FDD0", "noncharacter"],
    ["山\ud842", 1, "U+D842", "noncharacter"],
  ])("finds in %j at %i the %s (%s)", (text, index, codePoint, why) => {
    expect(findUnprintable(text)).toEqual([{ index, codePoint, why }]);
  });

  it("has nothing against rare kanji, variation selectors, symbols and half-width kana", () => {
    expect(findUnprintable("𠮷𣘺槗髙﨑神渡邉\u{e0104}①㈱ｶﾞ・ー〜é　A-1")).toEqual([]);
  });

  it("finds every one of several", () => {
    expect(findUnprintable("\ue000山\ue001").map((found) => found.index)).toEqual([0, 2]);
  });
});

describe("parsePostcode", () => {
  it.each([
    ["100-0013", "1000013"],
    ["〒１００－００１３", "1000013"],
    ["064ー0804", "0640804"],
    ["1000013", "1000013"],
    ["100-001", null],
    ["100-00133", null],
    ["", null],
    ["100-OO13", null],
  ])("reads %j as %j", (text, digits) => expect(parsePostcode(text)).toBe(digits));

  it("formats what it read", () => expect(formatPostcode("1000013")).toBe("100-0013"));
});
