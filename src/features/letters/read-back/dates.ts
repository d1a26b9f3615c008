const eras = [
  ["2019-05-01", "令和", 2018],
  ["1989-01-08", "平成", 1988],
  ["1926-12-25", "昭和", 1925],
  ["1912-07-30", "大正", 1911],
  ["1868-10-23", "明治", 1867],
] as const;
const months = "January February March April May June July August September October November December".split(
  " ",
);

const partsOf = (value: unknown): [number, number, number] => {
  const [year = 0, month = 0, day = 0] = String(value).split("-").map(Number);
  return [year, month, day];
};

/** "2014-03-12" as 平成26年3月12日; the first year of an era is 元年. */
export function wareki(value: unknown): string {
  const [year, month, day] = partsOf(value);
  const era = eras.find(([from]) => String(value) >= from);
  if (!era) return seireki(value);
  const inEra = year - era[2];
  return `${era[1]}${inEra === 1 ? "元" : inEra}年${month}月${day}日`;
}

/** "2014-03-12" as 2014年3月12日. */
export function seireki(value: unknown): string {
  const [year, month, day] = partsOf(value);
  return `${year}年${month}月${day}日`;
}

/** "2014-03-12" as 12 March 2014. */
export function englishDate(value: unknown): string {
  const [year, month, day] = partsOf(value);
  return `${day} ${months[month - 1] ?? ""} ${year}`;
}
