import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePointName } from "@/lib/code-point";
import {
  decodeStream,
  detectEncoding,
  gunzipIfNeeded,
  lineBreaks,
  type TextEncoding,
} from "@/lib/decode-text";
import { encodeCp932 } from "@/lib/encode-cp932";
import { bytesIn, cut, gathered, refusalOf } from "./text-stream";

const encodings = ["utf-8", "utf-16le", "utf-16be", "cp932"] as const;
const line = "受付番号,氏名,カナ\r\nC000001,髙橋　花子,ﾀｶﾊｼ ﾊﾅｺ\r\nC000002,山﨑一,ヤマザキ　ハジメ\r\n";
const japanese = fc
  .array(fc.constantFrom(...'髙﨑①㈱～－ー　ｶﾞ漢字かなカナabc,"\r\n\t1234-あ表ソ能予十'), { maxLength: 60 })
  .map((characters) => characters.join(""));

describe("detectEncoding", () => {
  it.each(encodings)("knows %s by its text, wherever the sample is cut", (encoding) => {
    const bytes = bytesIn(encoding, line);
    for (let length = 48; length <= bytes.length; length++) {
      expect(detectEncoding(bytes.subarray(0, length))).toEqual({ encoding, bom: false });
    }
  });

  it("knows byte order marks", () => {
    const marked = `\ufeff${line}`;
    expect(detectEncoding(bytesIn("utf-8", marked))).toEqual({ encoding: "utf-8", bom: true });
    expect(detectEncoding(bytesIn("utf-16le", marked))).toEqual({ encoding: "utf-16le", bom: true });
    expect(detectEncoding(bytesIn("utf-16be", marked))).toEqual({ encoding: "utf-16be", bom: true });
  });

  it.each([
    ["a zip", [0x50, 0x4b, 3, 4, 20, 0], "file.is-zip"],
    ["a PDF", [...Buffer.from("%PDF-1.7\n%")], "file.is-pdf"],
    ["gzip", [...gzipSync("a,b\n")], "file.is-gzip"],
    ["an old spreadsheet", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "file.is-spreadsheet"],
    [
      "a new spreadsheet",
      [0x50, 0x4b, 3, 4, ...Buffer.from("....[Content_Types].xml")],
      "file.is-spreadsheet",
    ],
    ["a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "file.is-image"],
    ["an empty file", [], "text.empty"],
    ["bytes with NUL", [65, 0, 66, 67, 0, 0, 1, 2], "text.not-text"],
    ["control characters", [1, 2, 3, 4, 5, 6, 65, 66], "text.not-text"],
    ["UTF-32", [0xff, 0xfe, 0, 0, 65, 0, 0, 0], "text.unsupported-encoding"],
    ["ISO-2022-JP", [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42, 10], "text.unsupported-encoding"],
    ["EUC-JP 山田さん", [0xbb, 0xb3, 0xc5, 0xc4, 0xa4, 0xb5, 0xa4, 0xf3, 10], "text.unsupported-encoding"],
    ["C3 A9 (é or ﾃｩ)", [0xc3, 0xa9, 0x2c, 0x0a], "text.ambiguous-encoding"],
    ["残 or ｻﾄ", [0xbb, 0xc4, 0x2c, 0x0a], "text.ambiguous-encoding"],
    ["CP932 then UTF-8", [0x8e, 0x52, 0x0a, 0xe5, 0xb1, 0xff, 0x0a], "text.undecodable"],
  ])("refuses %s with its reason", async (_name, bytes, reason) => {
    expect((await refusalOf(() => detectEncoding(Uint8Array.from(bytes))))?.reason).toBe(reason);
  });
});

describe("decodeStream", () => {
  it("gives the same text however the bytes are cut, in every encoding, with and without a mark", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<TextEncoding>(...encodings),
        japanese,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (encoding, text, sizes, marked) => {
          const bytes = bytesIn(encoding, marked && encoding !== "cp932" ? `\ufeff${text}` : text);
          expect((await gathered(decodeStream(cut(bytes, sizes), encoding))).join("")).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("decodes 𠮷 and an ideographic variant cut inside the surrogate pair", async () => {
    const text = "𠮷野,渡邉\u{e0104}\n";
    for (const encoding of ["utf-8", "utf-16le", "utf-16be"] as const) {
      expect((await gathered(decodeStream(cut(bytesIn(encoding, text), [1]), encoding))).join("")).toBe(text);
    }
  });

  it.each([
    ["utf-8", [...Buffer.from("a\r\nb\nc"), 0xe5, 0xb1, 0x0a, 0x41], 3, 6],
    ["utf-8", [0x41, 0x0a, 0xe5, 0xb1], 2, 2],
    ["cp932", [0x41, 0x0d, 0x41, 0x0d, 0x0a, 0x88, 0x20, 0x41], 3, 5],
    ["cp932", [0x41, 0x0a, 0xa0, 0x41], 2, 2],
    ["cp932", [0x41, 0x0a, 0x41, 0x88], 2, 3],
    ["utf-16le", [0x41, 0, 0x0a, 0, 0x00, 0xdc, 0x41, 0], 2, 4],
  ] as const)(
    "says line and byte of what %s cannot decode, whatever the chunks",
    async (encoding, bytes, line, byte) => {
      for (const size of [1, 2, 3, 100]) {
        const refusal = await refusalOf(() =>
          gathered(decodeStream(cut(Uint8Array.from(bytes), [size]), encoding)),
        );
        expect(refusal).toEqual({ reason: "text.undecodable", detail: { encoding, line, byte } });
      }
    },
  );

  it("never replaces: random bytes decode to text that encodes to the same bytes, or are refused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (bytes, size) => {
          let text: string;
          try {
            text = (await gathered(decodeStream(cut(bytes, [size]), "utf-8"))).join("");
          } catch {
            return;
          }
          const given = Buffer.from(bytes)
            .toString("utf8")
            .replace(/^\ufeff/, "");
          expect(text).toBe(given.endsWith("\x1a") ? given.slice(0, -1) : given);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("refuses U+FFFD and NUL with their line", async () => {
    const bad = (text: string) =>
      refusalOf(() => gathered(decodeStream(cut(bytesIn("utf-8", text), [3]), "utf-8")));
    expect(await bad("a\nb\n山\ufffd")).toEqual({
      reason: "text.replacement-character",
      detail: { line: 3, codePoint: "U+FFFD" },
    });
    expect(await bad("a\r\nb\0")).toEqual({
      reason: "text.not-text",
      detail: { line: 2, codePoint: "U+0000" },
    });
  });

  it("keeps user-defined characters (CP932 F040) as private-use code points, never as nothing", async () => {
    const text = await gathered(decodeStream(cut(Uint8Array.of(0xf0, 0x40, 0xf9, 0xfc), [1]), "cp932"));
    expect(text.join("")).toBe("\ue000\ue757");
  });

  it("drops one Ctrl-Z at the end and keeps it elsewhere", async () => {
    for (const encoding of encodings) {
      const bytes = bytesIn(encoding, "a\x1ab\r\n\x1a");
      expect((await gathered(decodeStream(cut(bytes, [2]), encoding))).join("")).toBe("a\x1ab\r\n");
    }
  });

  it("counts CRLF, LF and CR as one line each", () => {
    expect(lineBreaks("a\r\nb\nc\rd\r\r\n\n")).toBe(6);
  });
});

describe("encodeCp932", () => {
  it("round-trips whatever it accepts, and lists every other character with its place", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        japanese,
        async (anything, possible) => {
          for (const text of [anything, possible]) {
            const encoded = encodeCp932(text);
            if (encoded.ok) {
              const back = await gathered(decodeStream(cut(encoded.bytes, [3]), "cp932"));
              expect(back.join("")).toBe(text);
            } else {
              for (const { index, codePoint } of encoded.losses) {
                expect(codePoint).toBe(codePointName(text.slice(index)));
              }
            }
          }
        },
      ),
    );
  });

  it("writes the codes Windows writes where a character has several", () => {
    const encoded = encodeCp932("①㈱№≒∪￢∵ⅰ髙");
    expect(encoded.ok && Buffer.from(encoded.bytes).toString("hex")).toBe(
      "8740" + "878a" + "8782" + "81e0" + "81be" + "81ca" + "81e6" + "fa40" + "fbfc",
    );
  });

  it("names 𠮷 槗 鷗 〜 − — é, yen and variation selectors as losses and never writes a question mark", () => {
    const encoded = encodeCp932("吉\n𠮷槗鷗〜−—é¥邉\u{e0104}");
    expect(encoded.ok ? [] : encoded.losses.map((loss) => loss.codePoint)).toEqual([
      "U+20BB7",
      "U+69D7",
      "U+9DD7",
      "U+301C",
      "U+2212",
      "U+2014",
      "U+00E9",
      "U+00A5",
      "U+E0104",
    ]);
    expect(encoded.ok ? undefined : encoded.losses[0]).toEqual({ index: 2, line: 2, codePoint: "U+20BB7" });
  });
});

describe("gunzipIfNeeded", () => {
  const joined = async (bytes: Uint8Array, size: number, bounds?: Parameters<typeof gunzipIfNeeded>[1]) =>
    Buffer.concat(await gathered(gunzipIfNeeded(cut(bytes, [size]), bounds)));

  it("inflates gzip and passes everything else through, byte for byte", async () => {
    const plain = Buffer.from(line.repeat(500));
    for (const size of [1, 7, 4096]) {
      expect(await joined(plain, size)).toEqual(plain);
      expect(await joined(gzipSync(plain), size)).toEqual(plain);
    }
    expect(await joined(new Uint8Array(0), 1)).toEqual(Buffer.alloc(0));
  });

  it("stops a bomb (200 MB from 200 KB) before 10 MB were inflated", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
    let inflated = 0;
    const refusal = await refusalOf(async () => {
      for await (const piece of gunzipIfNeeded(cut(bomb, [65_536]))) inflated += piece.length;
    });
    expect(refusal?.reason).toBe("file.inflates-too-much");
    expect(inflated).toBeLessThan(10 * 1024 * 1024);
  });

  it("keeps the size bound and names a damaged archive", async () => {
    const packed = gzipSync(Buffer.from(line.repeat(1000)));
    const bounds = { maxBytes: 10_000, maxRatio: 1000 };
    expect((await refusalOf(() => joined(packed, 100, bounds)))?.reason).toBe("file.inflates-too-much");
    expect((await refusalOf(() => joined(packed.subarray(0, 200), 50)))?.reason).toBe("file.gzip-damaged");
    const damaged = Buffer.from(packed);
    damaged[60] = (damaged[60] ?? 0) ^ 0xff;
    expect((await refusalOf(() => joined(damaged, 50)))?.reason).toBe("file.gzip-damaged");
  });

  it("passes on what the source itself throws", async () => {
    async function* broken() {
      yield gzipSync(line).subarray(0, 20);
      throw new Error("connection lost");
    }
    await expect(gathered(gunzipIfNeeded(broken()))).rejects.toThrow("connection lost");
  });
});
