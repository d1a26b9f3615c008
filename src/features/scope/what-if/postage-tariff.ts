/** What a letter of a standard size (定形郵便物) costs from a day on. Yen; grams are the most a letter may weigh. */
type PostageRate = { readonly from: string; readonly upToGrams: 25 | 50; readonly yen: number };

/**
 * Japan Post, 第一種定形郵便物. Raised on 2014-04-01 and 2019-10-01 with the consumption tax (内国郵便約款 料金表);
 * on 2024-10-01 the two weights became one rate (日本郵便 2024-06-13 「郵便料金の変更」, 郵便法施行規則 改正).
 */
export const postageRates: readonly PostageRate[] = [
  { from: "1994-01-24", upToGrams: 25, yen: 80 },
  { from: "1994-01-24", upToGrams: 50, yen: 90 },
  { from: "2014-04-01", upToGrams: 25, yen: 82 },
  { from: "2014-04-01", upToGrams: 50, yen: 92 },
  { from: "2019-10-01", upToGrams: 25, yen: 84 },
  { from: "2019-10-01", upToGrams: 50, yen: 94 },
  { from: "2024-10-01", upToGrams: 25, yen: 110 },
  { from: "2024-10-01", upToGrams: 50, yen: 110 },
];

/** From how many letters handed in at once how many percent are taken off. The percentages of the three kinds add up. */
type Discount = { readonly from: string; readonly atLeast: number; readonly percent: number };

/**
 * Japan Post, 料金割引 as of 2024-10-01: カスタマバーコード (1,000 letters or more), 区分 by postal area (2,000 or
 * more), and 送達余裕承諾 of three days on top of 区分. Before a large posting the current table is to be checked.
 */
export const barcodeDiscounts: readonly Discount[] = [{ from: "1998-02-02", atLeast: 1_000, percent: 3 }];
export const presortDiscounts: readonly Discount[] = [
  { from: "1998-02-02", atLeast: 2_000, percent: 3 },
  { from: "1998-02-02", atLeast: 10_000, percent: 4 },
  { from: "1998-02-02", atLeast: 50_000, percent: 5 },
  { from: "1998-02-02", atLeast: 100_000, percent: 6 },
];
export const slackDiscounts: readonly Discount[] = [{ from: "1998-02-02", atLeast: 2_000, percent: 2 }];

export type PostageChoice = {
  /** `YYYY-MM-DD`: the day the letters are handed over. */
  readonly day: string;
  readonly grams: 25 | 50;
  readonly barcode: boolean;
  readonly presorted: boolean;
  /** Three days' slack is accepted; only together with presorting. */
  readonly slack: boolean;
};

export type Postage = {
  readonly yen: number;
  readonly yenALetter: number;
  /** Since when a letter costs that. */
  readonly rateFrom: string;
  readonly percentOff: number;
};

/**
 * What handing over `letters` letters at once costs, in yen, discounts taken off the whole and rounded to the yen.
 * A day before the first rate known takes the first.
 */
export function postageFor(letters: number, choice: PostageChoice): Postage {
  const ofWeight = postageRates.filter(({ upToGrams }) => upToGrams === choice.grams);
  const rate = ofWeight.findLast(({ from }) => from <= choice.day) ?? ofWeight[0];
  const percentOff =
    (choice.barcode ? percentFor(barcodeDiscounts, letters, choice.day) : 0) +
    (choice.presorted ? percentFor(presortDiscounts, letters, choice.day) : 0) +
    (choice.presorted && choice.slack ? percentFor(slackDiscounts, letters, choice.day) : 0);
  const yenALetter = rate?.yen ?? 0;
  const full = letters * yenALetter;
  return {
    yen: full - Math.round((full * percentOff) / 100),
    yenALetter,
    rateFrom: rate?.from ?? "",
    percentOff,
  };
}

function percentFor(discounts: readonly Discount[], letters: number, day: string): number {
  return discounts.reduce(
    (percent, discount) =>
      discount.from <= day && letters >= discount.atLeast ? Math.max(percent, discount.percent) : percent,
    0,
  );
}
