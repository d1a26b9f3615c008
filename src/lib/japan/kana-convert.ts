const halfWidth =
  "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const halfWidthStart = 0xff61;
const voiceable = new Set("ウカキクケコサシスセソタチツテトハヒフヘホワヲ");
const semiVoiceable = new Set("ハヒフヘホ");

/** ひらがな → カタカナ; everything else stays. */
export function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖゝゞ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

/** カタカナ → ひらがな (full width only); kana without a hiragana form (ヷ, ・, ー) stay. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** ｶﾅ → カナ, joining ﾞ and ﾟ to the kana before them; nothing but half-width kana is touched. */
export function toFullWidthKana(text: string): string {
  return text.replace(/([\uff61-\uff9d])([\uff9e\uff9f]?)|[\uff9e\uff9f]/g, (all, base, mark) => {
    const plain = halfWidth[(base ?? all).charCodeAt(0) - halfWidthStart] ?? all;
    if (!base || !mark) return plain;
    const takes = mark === "\uff9e" ? voiceable.has(plain) : semiVoiceable.has(plain);
    const joined = takes ? (plain + (mark === "\uff9e" ? "\u3099" : "\u309a")).normalize("NFC") : "";
    return joined.length === 1 ? joined : plain + (mark === "\uff9e" ? "゛" : "゜");
  });
}

/** カナ and かな → ｶﾅ, as old host systems hold names; characters with no half-width form stay. */
export function toHalfWidthKana(text: string): string {
  return toKatakana(text).replace(/[\u3001\u3002\u300c\u300d\u309b\u309c\u30a1-\u30fc]/g, (kana) => {
    const [base = kana, mark = ""] = [...kana.normalize("NFD")];
    const at = halfWidth.indexOf(base);
    if (at < 0) return kana;
    return String.fromCharCode(halfWidthStart + at) + (mark === "\u3099" ? "ﾞ" : mark === "\u309a" ? "ﾟ" : "");
  });
}
