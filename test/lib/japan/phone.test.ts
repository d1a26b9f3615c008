import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhone, phoneKey } from "@/lib/japan/phone";

describe("parsePhone", () => {
  it.each([
    ["０３－３５８１－４３２１", "fixed", "+81335814321", "03-3581-4321"],
    ["03ー3581ー4321", "fixed", "+81335814321", "03-3581-4321"],
    ["+81 3-3581-4321", "fixed", "+81335814321", "03-3581-4321"],
    ["090-1234-5678", "mobile", "+819012345678", "090-1234-5678"],
    ["9012345678", "mobile", "+819012345678", "090-1234-5678"],
    ["060-1234-5678", "mobile", "+816012345678", "060-1234-5678"],
    ["050-1234-5678", "voip", "+815012345678", "050-1234-5678"],
    ["0120-123-456", "toll-free", "+81120123456", "0120-123-456"],
    ["0800-123-4567", "toll-free", "+818001234567", "0800-123-4567"],
    ["0570-012-345", "charged-0570", "+81570012345", "0570-012-345"],
    ["03-3581-4321 内線 12", "fixed", "+81335814321", "03-3581-4321"],
    ["なし/090-1234-5678", "mobile", "+819012345678", "090-1234-5678"],
  ])("reads %s as %s", (text, kind, e164, national) => {
    expect(parsePhone(text)).toMatchObject({ kind, e164, national });
  });

  it("knows that free and charged service numbers cannot be reached from abroad", () => {
    expect(parsePhone("0120-123-456").reachableFromAbroad).toBe(false);
    expect(parsePhone("0570-012-345").reachableFromAbroad).toBe(false);
    expect(parsePhone("03-3581-4321").reachableFromAbroad).toBe(true);
  });

  it("keeps numbers that cannot exist as unknown, with their digits as key", () => {
    expect(parsePhone("０３ー００００ー１２３４")).toEqual({
      national: "03-0000-1234",
      kind: "unknown",
      reachableFromAbroad: false,
    });
    expect(phoneKey("０３ー００００ー１２３４")).toBe("0300001234");
    expect(parsePhone("").kind).toBe("unknown");
    expect(parsePhone("なし")).toMatchObject({ kind: "unknown", national: "なし" });
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => void parsePhone(text)),
      { numRuns: 1000 },
    );
  });
});

describe("phoneKey", () => {
  it.each([
    ["03-0000-1234", "+81 3 0000 1234"],
    ["03-0000-1234", "+81-(0)3-0000-1234"],
    ["03-0000-1234", "010-81-3-0000-1234"],
    ["03-0000-1234", "３００００１２３４"],
    ["090-1234-5678", "（090）1234－5678"],
    ["03-0000-1234", "03-0000-1234、090-0000-0000"],
  ])("takes %s and %s for one number", (one, other) => expect(phoneKey(one)).toBe(phoneKey(other)));

  it("keeps foreign numbers apart from Japanese ones and gives nothing for no digits", () => {
    expect(phoneKey("+1 212 555 0100")).toBe("+12125550100");
    expect(phoneKey("不明")).toBe("");
  });

  it("is its own key for every national number, in any width and grouping", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-9]\d{8}$/), fc.integer({ min: 2, max: 5 }), (digits, at) => {
        const text = `${digits.slice(0, at)}－${digits.slice(at)}`;
        const wide = text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
        expect([phoneKey(digits), phoneKey(text), phoneKey(wide)]).toEqual([digits, digits, digits]);
      }),
    );
  });
});
