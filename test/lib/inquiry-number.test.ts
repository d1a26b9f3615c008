import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inquiryNumberFrom, parseInquiryNumber } from "@/lib/inquiry-number";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const random = fc.uint8Array({ minLength: 6, maxLength: 6 });
const bodyOf = (inquiryNumber: string) => inquiryNumber.slice(3).replaceAll("-", "");

describe("inquiry number", () => {
  it("is printed as OW-XXXX-XXXX-XX without I, L, O, U and read back to itself", () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const inquiryNumber = inquiryNumberFrom(bytes);
        expect(inquiryNumber).toMatch(
          /^OW-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/,
        );
        expect(parseInquiryNumber(inquiryNumber)).toEqual({ ok: true, inquiryNumber });
      }),
    );
  });

  it("carries 45 bits: numbers differ whenever the low 45 bits of the six bytes do", () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 0, max: 44 }), (bytes, bit) => {
        const other = Uint8Array.from(bytes);
        const at = 5 - Math.floor(bit / 8);
        other[at] = (other[at] ?? 0) ^ (1 << (bit % 8));
        expect(inquiryNumberFrom(other)).not.toBe(inquiryNumberFrom(bytes));
      }),
    );
  });

  it("is read in any width and case, with blanks and hyphens anywhere, and with O, I, L for 0 and 1", () => {
    const separator = fc.constantFrom("", "-", " ", "　", "－", "ー", "‐", ".");
    fc.assert(
      fc.property(
        random,
        fc.array(separator, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (bytes, gaps, wide, bare) => {
          const inquiryNumber = inquiryNumberFrom(bytes);
          const letters = (bare ? "" : "OW") + bodyOf(inquiryNumber);
          let typed = [...letters].map((letter, i) => (gaps[i] ?? "") + letter).join("");
          typed = typed
            .replace(/0/g, "o")
            .replace(/1/g, gaps[0] === "" ? "l" : "I")
            .toLowerCase();
          if (wide) typed = typed.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
          expect(parseInquiryNumber(typed)).toEqual({ ok: true, inquiryNumber });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("notices every single wrong character, at every place, whatever it became", () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const body = bodyOf(inquiryNumberFrom(bytes));
        for (let at = 0; at < body.length; at++) {
          for (const wrong of alphabet) {
            if (wrong === body[at]) continue;
            const typed = body.slice(0, at) + wrong + body.slice(at + 1);
            expect(parseInquiryNumber(typed)).toEqual({ ok: false, problem: "bad-check" });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("notices every swap of two different characters, neighbours or not", () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const body = bodyOf(inquiryNumberFrom(bytes));
        for (let one = 0; one < body.length; one++) {
          for (let other = one + 1; other < body.length; other++) {
            if (body[one] === body[other]) continue;
            const typed = [...body];
            [typed[one], typed[other]] = [body[other] ?? "", body[one] ?? ""];
            expect(parseInquiryNumber(typed.join(""))).toEqual({ ok: false, problem: "bad-check" });
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["", "empty"],
    [" - ", "empty"],
    ["OW", "too-short"],
    ["OW-4F7K-9Q2M-X", "too-short"],
    ["4F7K9Q2MX", "too-short"],
    ["OW-4F7K-9Q2M-XCC", "too-long"],
    ["OW-4F7K-9U2M-XC", "bad-character"],
    ["OW-4F7K-9Q2M-X山", "bad-character"],
  ])("says of %j: %s", (typed, problem) => {
    expect(parseInquiryNumber(typed)).toEqual({ ok: false, problem });
  });

  it("refuses to be made of fewer than six random bytes", () => {
    expect(() => inquiryNumberFrom(new Uint8Array(5))).toThrow("inquiry-number.too-little-randomness");
  });
});
