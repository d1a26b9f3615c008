import { addDays } from "@/features/incidents/rules";
import type { Bundle, PieceGroup, Postage, PostageLine, Slack, SlackTrade } from "./schema";
import { inForce, type PostTables, postTables } from "./tables";

type Percents = Postage["percents"];

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/**
 * The discounts that so many pieces get: barcode from so many with a barcode, presort by how many lie in bundles,
 * slack only on top of presort. Counted over all weights: the acceptance sheet breaks them down (at most six kinds).
 */
export function discountsFor(
  groups: readonly PieceGroup[],
  on: { postedOn: string; slack: Slack },
  tables: PostTables = postTables,
): Percents {
  const barcode = inForce(tables.barcode, on.postedOn);
  const presort = inForce(tables.presort, on.postedOn);
  const slack = inForce(tables.slack, on.postedOn);
  const withBarcode = total(groups.filter((group) => group.barcode).map(({ pieces }) => pieces));
  const sorted = total(groups.filter((group) => group.sorted).map(({ pieces }) => pieces));
  const presortPercent = presort?.steps.findLast((step) => step.leastPieces <= sorted)?.percent ?? 0;
  return {
    barcode: barcode && withBarcode >= barcode.leastPieces ? barcode.percent : 0,
    presort: presortPercent,
    slack: presortPercent > 0 && on.slack === "three-days" ? (slack?.percent ?? 0) : 0,
  };
}

/** Of a whole line; a fraction of a yen is dropped. */
const payable = (fullYen: number, percent: number) => Math.floor((fullYen * (100 - percent)) / 100);

const percentOf = (line: { barcode: boolean; sorted: boolean }, percents: Percents) =>
  (line.barcode ? percents.barcode : 0) + (line.sorted ? percents.presort + percents.slack : 0);

/** Groups of one price as one line; what is over the heaviest class is counted apart. */
function linesOf(groups: readonly PieceGroup[], postedOn: string, tables: PostTables) {
  const classes = inForce(tables.rates, postedOn)?.classes ?? [];
  const lines = new Map<string, PostageLine>();
  let tooHeavy = 0;
  for (const group of groups) {
    if (group.pieces === 0) continue;
    const kind = classes.find(({ upToG }) => group.weightG <= upToG);
    if (!kind) {
      tooHeavy += group.pieces;
      continue;
    }
    const { barcode, sorted } = group;
    const key = `${kind.upToG}/${barcode}/${sorted}`;
    const pieces = (lines.get(key)?.pieces ?? 0) + group.pieces;
    const fullYen = pieces * kind.yen;
    lines.set(key, {
      ...{ upToG: kind.upToG, unitYen: kind.yen, barcode, sorted, pieces, fullYen },
      ...{ percent: 0, payYen: fullYen },
    });
  }
  const heaviest = classes.at(-1)?.upToG ?? 0;
  const counted = groups.filter((group) => group.weightG <= heaviest);
  return { lines: [...lines.values()].sort(asPrinted), tooHeavy, counted };
}

const asPrinted = (one: PostageLine, other: PostageLine) =>
  one.upToG - other.upToG ||
  Number(other.barcode) - Number(one.barcode) ||
  Number(other.sorted) - Number(one.sorted);

/**
 * What so many pieces cost when they are posted together on a day (ISO). Rates and discounts are those in force then;
 * before a table begins there is no such discount, and without a rate every piece is `tooHeavy`. Each line is rounded
 * down to a whole yen once, over all its pieces (39,585 pieces at ¥110 less 9 % pay ¥3,962,458).
 */
export function postageOf(
  groups: readonly PieceGroup[],
  on: { postedOn: string; slack: Slack },
  tables: PostTables = postTables,
): Postage {
  const { lines, tooHeavy, counted } = linesOf(groups, on.postedOn, tables);
  const percents = discountsFor(counted, on, tables);
  const pay = (with_: Percents) => total(lines.map((line) => payable(line.fullYen, percentOf(line, with_))));
  const fullYen = total(lines.map((line) => line.fullYen));
  const afterBarcode = pay({ barcode: percents.barcode, presort: 0, slack: 0 });
  const afterPresort = pay({ ...percents, slack: 0 });
  const payYen = pay(percents);
  return {
    pieces: total(lines.map(({ pieces }) => pieces)),
    lines: lines.map((line) => {
      const percent = percentOf(line, percents);
      return { ...line, percent, payYen: payable(line.fullYen, percent) };
    }),
    tooHeavy,
    fullYen,
    barcodeYen: fullYen - afterBarcode,
    presortYen: afterBarcode - afterPresort,
    slackYen: afterPresort - payYen,
    payYen,
    percents,
  };
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

// The day on which it came to be known is the first of the thirty (PPC guideline on reporting a leak).
const reportDays = 30;

/** What three days of slack save, against what they put off; null where the post gives nothing for it. */
export function slackTrade(
  costs: { none: Postage; slack: Postage },
  dates: { postedOn: string; discoveredOn: string; letterDate: string | null },
  tables: PostTables = postTables,
): SlackTrade | null {
  const slack = inForce(tables.slack, dates.postedOn);
  const savesYen = costs.none.payYen - costs.slack.payYen;
  if (!slack || savesYen <= 0) return null;
  const asIfPostedOn = addDays(dates.postedOn, slack.days);
  const reportDueOn = addDays(dates.discoveredOn, reportDays - 1);
  return {
    savesYen,
    days: slack.days,
    asIfPostedOn,
    daysSinceDiscovery: daysBetween(dates.discoveredOn, asIfPostedOn),
    reportDueOn,
    reportDaysLeft: daysBetween(asIfPostedOn, reportDueOn),
    daysAfterLetterDate: dates.letterDate ? daysBetween(dates.letterDate, asIfPostedOn) : null,
  };
}

/** Digits of a postcode that name the district of a bundle, where the post asks for no more. */
const districtDigits = 3;

/** The bundle a piece lies in: the district of its postcode, and the area that is in. */
export function bundleOf(
  postcode: string | null,
  tables: PostTables = postTables,
): Pick<Bundle, "digits" | "areaJa" | "areaEn"> {
  if (postcode === null) return { digits: null, areaJa: "", areaEn: "" };
  const area = tables.areas.named.find(({ digits }) => digits.includes(postcode.slice(0, 2)));
  return { digits: postcode.slice(0, districtDigits), areaJa: area?.ja ?? "", areaEn: area?.en ?? "" };
}
