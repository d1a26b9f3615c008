import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressKey } from "@/lib/japan/address-key";
import { toFullWidthKana, toHalfWidthKana, toHiragana, toKatakana } from "@/lib/japan/kana-convert";
import { kanjiVariants } from "@/lib/japan/kanji-variants";
import { kanaKey, nameKey } from "@/lib/japan/name-key";

const kanaText = fc
  .array(fc.constantFrom(..."アイウエオカガキギハバパヤャッョーヴワヲンー　 "), { maxLength: 20 })
  .map((all) => all.join(""));

describe("nameKey", () => {
  it.each([
    ["髙橋　花子", "高橋花子"],
    ["山﨑 一", "山崎一"],
    ["渡邉\u{e0104}太郎", "渡辺太郎"],
    ["渡邊太郎", "渡辺 太郎"],
    ["德永", "徳永"],
    ["瀨戸", "瀬戸"],
    ["濱田", "浜田"],
    ["𠮷田", "吉田"],
    ["神田", "神田"],
    ["福島", "福嶋"],
    ["ＳＭＩＴＨ　Ｊｏｈｎ", "smith john"],
    ["はなこ", "ハナコ"],
    ["ジョージ", "ｼﾞﾖ-ｼﾞ"],
    ["鎌ヶ谷", "鎌ケ谷"],
    ["カ゛ンマ", "ガンマ"],
    ["山\u200b田\u00a0太郎", "山田太郎"],
  ])("takes %s and %s for one name", (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it.each([
    ["斉藤", "斎藤"],
    ["齊藤", "齋藤"],
    ["太田", "大田"],
    ["かいと", "がいと"],
    ["ハハ", "ババ"],
    ["おおの", "おの"],
  ])("keeps %s and %s apart", (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));

  it("is its own key, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), kanaText, (anything, kana) => {
        for (const text of [anything, kana, anything + kana])
          expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("lists no kanji twice and leads every variant in one step to its standard form", () => {
    for (const [variant, standard] of kanjiVariants) {
      expect([...variant, ...standard]).toHaveLength(2);
      expect(variant).not.toBe(standard);
      expect(kanjiVariants.has(standard), standard).toBe(false);
    }
    expect(kanjiVariants.size).toBeGreaterThan(300);
  });
});

describe("kanaKey", () => {
  it("does not depend on width, hiragana or katakana, or blanks", () => {
    fc.assert(
      fc.property(kanaText, (kana) => {
        const key = kanaKey(kana);
        expect(kanaKey(toHalfWidthKana(kana))).toBe(key);
        expect(kanaKey(toHiragana(kana))).toBe(key);
        expect(kanaKey(kana.replaceAll("　", " "))).toBe(key);
        expect(kanaKey(kana.normalize("NFD"))).toBe(key);
        expect(kanaKey(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it("drops the dots between the parts of a foreign name", () => {
    expect(kanaKey("マリア・デル・カルメン")).toBe(kanaKey("ﾏﾘｱ ﾃﾞﾙ ｶﾙﾒﾝ"));
  });
});

describe("kana conversion", () => {
  it("goes to half width and back, and to hiragana and back, without loss", () => {
    fc.assert(
      fc.property(kanaText, (kana) => {
        expect(toFullWidthKana(toHalfWidthKana(kana))).toBe(kana);
        expect(toKatakana(toHiragana(kana))).toBe(kana);
      }),
    );
  });

  it.each([
    ["ﾔﾏﾀﾞ ﾊﾟｯｸｳﾞ｡", "ヤマダ パックヴ。"],
    ["ｱﾞ", "ア゛"],
    ["ﾞ", "゛"],
    ["①㈱髙神", "①㈱髙神"],
  ])("widens the kana of %s and nothing else", (half, full) => expect(toFullWidthKana(half)).toBe(full));
});

describe("addressKey", () => {
  it.each([
    ["東京都千代田区千代田１丁目２番３号", "東京都千代田区千代田1-2-3"],
    ["千代田一丁目二番三号", "千代田１－２－３"],
    ["千代田1丁目2番地3", "千代田1ー2ー3"],
    ["千代田1丁目2番3号 ハイツ山田101号室", "千代田1-2-3ハイツ山田１０１"],
    ["千代田1の2の3", "千代田1−2−3"],
    ["北二十四条西五丁目", "北24条西5丁目"],
    ["鎌ヶ谷市中央1-1", "鎌ケ谷市中央１‐１"],
    ["千代田1-2-3 503", "千代田1-2-3-503"],
    ["山﨑町1", "山崎町 1"],
  ])("takes %s and %s for one address", (one, other) => expect(addressKey(one)).toBe(addressKey(other)));

  it.each([
    ["千代田1-2-3", "千代田1-23"],
    ["千代田1-2-3 503", "千代田1-2-3503"],
    ["プラザー1", "プラザ1"],
    ["三番町1", "四番町1"],
    ["1号館2", "1-2"],
  ])("keeps %s and %s apart", (one, other) => expect(addressKey(one)).not.toBe(addressKey(other)));

  it("is its own key", () => {
    const piece = fc.constantFrom(..."千代田一二十丁目番地号のー-－　 12３AＢアｱﾞ条町館室");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const key = addressKey(pieces.join(""));
        expect(addressKey(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });
});
