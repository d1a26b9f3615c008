import type { Pin } from "./cast";
import { addDays, businessDays, type Day } from "./dates";
import type { Person } from "./people";
import type { Population } from "./population";
import { type Random, randomStream } from "./random";
import { type Shape, theCase } from "./scenarios";

/** SK company form 当社作成書類, SD medical certificate 診断書, DX other, RC receipt, ID identity paper. */
export const documentClasses = ["SK", "SD", "DX", "RC", "ID"] as const;
export type DocumentClass = (typeof documentClasses)[number];

/** One of the two scanning sessions of a business day; each is backed up by one job. */
export interface Slot {
  readonly day: Day;
  readonly half: "am" | "pm";
}

/** When something was scanned: an index into `slots`, and whether behind the last file of the lost tape. */
export interface Scan {
  readonly slot: number;
  readonly behind: boolean;
}

export interface ClaimDocument {
  readonly claim: Claim;
  readonly documentClass: DocumentClass;
  /** S01 with the claim, S02 brought in later. */
  readonly session: number;
  /** 1, 2 … within its class and session. */
  readonly number: number;
  readonly scan: Scan;
  readonly bytes: number;
  /** Lies half on one tape and half on the next. */
  readonly boundary: boolean;
}

export interface Claim {
  number: string;
  /** `null`: in no row of the customer master. */
  readonly person: Person | null;
  readonly received: Day;
  /** `null`: received after the last backup in the catalog. */
  readonly scan: Scan | null;
  readonly documents: ClaimDocument[];
}

export const slots: readonly Slot[] = businessDays("2012-10-09", "2012-11-30").flatMap((day) => [
  { day, half: "am" },
  { day, half: "pm" },
]);

const slotOf = (day: Day, half: "am" | "pm") => slots.findIndex((s) => s.day === day && s.half === half);

export const firstLostSlot = slotOf(theCase.receivedFrom, "am");
/** In this session's job the first lost tape was full and the second took over. */
export const secondLostTapeSlot = slotOf("2012-11-07", "pm");
/** In this session's job the second lost tape was full; what is behind lies on a tape that is not lost. */
export const lastLostSlot = slotOf(theCase.receivedTo, "pm");

/** Whether what was scanned then lies on a lost tape, wholly or partly. */
export function isLost(scan: Scan): boolean {
  return (
    scan.slot >= firstLostSlot && (scan.slot < lastLostSlot || (scan.slot === lastLostSlot && !scan.behind))
  );
}

/** `CLM-2012-0087123_S01_SK01.tif`. */
export function fileNameOf(document: ClaimDocument): string {
  const { claim, session, documentClass, number } = document;
  return `${claim.number}_S0${session}_${documentClass}0${number}.tif`;
}

/** All claims with their documents, in the order of their numbers (by day of receipt). */
export function drawClaims(population: Population, shape: Shape, seed: number): Claim[] {
  const random = randomStream(seed, "claims");
  const claims: Claim[] = [];
  for (const person of population.affected) {
    claims.push(...affectedClaims(random, person, population.pins.get(person) ?? []));
  }
  const second = shape.claimsElsewhere - population.others.length;
  for (const [i, person] of population.others.entries()) {
    const pin = population.pins.get(person)?.[0];
    claims.push(newClaim(random, person, pin ? pinnedScan(pin) : scanElsewhere(random)));
    if (i >= 1 && i <= second) claims.push(newClaim(random, person, scanElsewhere(random)));
  }
  for (let i = 0; i < shape.unknownClaims; i++) claims.push(newClaim(random, null, lostScan(random)));
  for (let i = 0; i < 2; i++)
    claims.push(newClaim(random, null, { slot: random.int(0, firstLostSlot - 1), behind: false }));
  return numbered(random, claims);
}

function affectedClaims(random: Random, person: Person, pins: readonly Pin[]): Claim[] {
  const drawn = random.next();
  const usual = drawn < 0.72 ? 1 : drawn < 0.94 ? 2 : drawn < 0.99 ? 3 : 4;
  const count = Math.max(usual, person.leastClaims, pins.length);
  return Array.from({ length: count }, (_, i) => {
    const pin = pins[i];
    if (pin) return newClaim(random, person, pinnedScan(pin), pin.at === "boundary");
    // The first claim makes the person affected; the others need not.
    const scan = i === 0 || random.chance(0.94) ? lostScan(random) : scanElsewhere(random);
    return newClaim(random, person, scan);
  });
}

function pinnedScan(pin: Pin): Scan {
  const slot = slotOf(pin.day, pin.half);
  return { slot, behind: pin.at === "kept" && slot === lastLostSlot };
}

function lostScan(random: Random): Scan {
  return { slot: random.int(firstLostSlot, lastLostSlot), behind: false };
}

function scanElsewhere(random: Random): Scan | null {
  const where = random.next();
  if (where < 0.55) return { slot: random.int(0, firstLostSlot - 1), behind: false };
  if (where < 0.61) return { slot: lastLostSlot, behind: true };
  if (where < 0.91) return { slot: random.int(lastLostSlot + 1, slots.length - 1), behind: false };
  return null;
}

function newClaim(random: Random, person: Person | null, scan: Scan | null, onBoundary = false): Claim {
  const received = scan ? slots[scan.slot]!.day : addDays("2012-12-03", random.int(0, 4));
  const claim: Claim = { number: "", person, received, scan, documents: [] };
  if (!scan) return claim;
  const add = (documentClass: DocumentClass, number: number, session = 1, at = scan, boundary = false) => {
    const bytes = 18_000 + Math.floor(random.next() ** 2 * (documentClass === "SD" ? 60_000 : 42_000));
    claim.documents.push({ claim, documentClass, session, number, scan: at, bytes, boundary });
  };
  if (onBoundary) {
    add("SK", 1);
    add("SD", 1, 1, scan, true);
    return claim;
  }
  const withForm = random.chance(0.97);
  if (withForm) add("SK", 1);
  if (withForm && random.chance(0.06)) add("SK", 2);
  if (!withForm || random.chance(0.76)) add("SD", 1);
  if (random.chance(0.09)) add("SD", claim.documents.at(-1)!.documentClass === "SD" ? 2 : 1);
  if (random.chance(0.03)) add("DX", 1);
  if (random.chance(0.04)) add("RC", 1);
  if (random.chance(0.03)) add("ID", 1);
  if (random.chance(0.06)) add("SD", 1, 2, laterScan(random, scan));
  return claim;
}

/** Some days later; what was scanned before the lost tapes stays before them, so that nobody else is affected. */
function laterScan(random: Random, scan: Scan): Scan {
  const last = scan.slot < firstLostSlot ? firstLostSlot - 1 : slots.length - 1;
  const slot = Math.min(last, scan.slot + random.int(2, 18));
  if (slot === lastLostSlot) return { slot: slot + 1, behind: false };
  return { slot, behind: scan.behind && slot === scan.slot };
}

function numbered(random: Random, claims: Claim[]): Claim[] {
  const order = claims.map((claim) => ({ claim, at: (claim.scan?.slot ?? slots.length) + random.next() }));
  order.sort((a, b) => a.at - b.at);
  let number = 871_000;
  return order.map(({ claim }) => {
    number += random.chance(0.08) ? random.int(2, 5) : 1;
    claim.number = `CLM-2012-${String(number).padStart(7, "0")}`;
    return claim;
  });
}
