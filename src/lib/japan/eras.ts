/** A Japanese era; `from` and `to` are ISO days, both inside it. */
export type Era = {
  kanji: string;
  short: string;
  letter: string;
  english: string;
  firstYear: number;
  from: string;
  to: string;
};

/**
 * 明治 to 令和, newest first. 1912-07-30 and 1926-12-25 belong to two eras (the proclamations took effect
 * on the day itself); 1989-01-07/08 and 2019-04-30/05-01 are clean cuts. Source: 元号法 and the 改元 notices.
 */
export const eras: readonly Era[] = [
  {
    kanji: "令和",
    short: "令",
    letter: "R",
    english: "Reiwa",
    firstYear: 2019,
    from: "2019-05-01",
    to: "9999-12-31",
  },
  {
    kanji: "平成",
    short: "平",
    letter: "H",
    english: "Heisei",
    firstYear: 1989,
    from: "1989-01-08",
    to: "2019-04-30",
  },
  {
    kanji: "昭和",
    short: "昭",
    letter: "S",
    english: "Showa",
    firstYear: 1926,
    from: "1926-12-25",
    to: "1989-01-07",
  },
  {
    kanji: "大正",
    short: "大",
    letter: "T",
    english: "Taisho",
    firstYear: 1912,
    from: "1912-07-30",
    to: "1926-12-25",
  },
  {
    kanji: "明治",
    short: "明",
    letter: "M",
    english: "Meiji",
    firstYear: 1868,
    from: "1868-10-23",
    to: "1912-07-30",
  },
];

/** Japan counted by the moon until the end of 明治5; an older date has no sure ISO day. */
export const firstGregorianDay = "1873-01-01";

/** The era a day is written in; where two share the day, the newer. */
export function eraOf(iso: string): Era | undefined {
  return eras.find((era) => era.from <= iso && iso <= era.to);
}
