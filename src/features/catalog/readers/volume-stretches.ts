import type { JobMediumFact, MediumFact } from "./catalog-facts";

/** A stretch of a volume that was written and that no job of the catalog accounts for. */
export type UnexplainedStretch = {
  readonly at: "start" | "middle" | "end";
  readonly unit: "bytes" | "blocks" | "file-marks";
  readonly size: number;
};

type Medium = Pick<MediumFact, "volType" | "volBytes" | "endAddress">;
type Range = Pick<JobMediumFact, "startAddress" | "endAddress">;
type Stretch = { start: number; end: number };

// A disk volume begins with its label: eight names of at most 127 bytes, and headers.
const labelBytesAtMost = 2048;
const tapeVolTypes = new Set([2, 5]);
const fileUnit = 2 ** 32;

/** On a disk volume an address is a byte offset, so the last one is one less than the volume's size. */
function isTape({ volType, volBytes, endAddress }: Medium): boolean {
  if (volType !== null) return tapeVolTypes.has(volType);
  return endAddress !== null && endAddress > 0 && volBytes !== null && endAddress + 1 !== volBytes;
}

/**
 * The stretches of a volume between its label and its end that no range covers; `null` when the source states
 * no addresses. Jobs may be interleaved, so ranges may overlap.
 */
export function unexplainedStretches(medium: Medium, ranges: readonly Range[]): UnexplainedStretch[] | null {
  const stretches: Stretch[] = [];
  for (const { startAddress, endAddress } of ranges) {
    if (startAddress === null || endAddress === null) return null;
    stretches.push({ start: startAddress, end: endAddress });
  }
  stretches.sort((a, b) => a.start - b.start);
  return isTape(medium) ? onTape(medium, stretches) : onDisk(medium, stretches);
}

function onDisk({ volBytes, endAddress }: Medium, stretches: readonly Stretch[]): UnexplainedStretch[] {
  const found: UnexplainedStretch[] = [];
  let reached = -1;
  for (const { start, end } of stretches) {
    const size = start - reached - 1;
    const allowed = reached < 0 ? labelBytesAtMost : 0;
    if (size > allowed) found.push({ at: reached < 0 ? "start" : "middle", unit: "bytes", size });
    reached = Math.max(reached, end);
  }
  const written = volBytes ?? (endAddress ?? -1) + 1;
  const rest = written - reached - 1;
  if (rest > (reached < 0 ? labelBytesAtMost : 0)) found.push({ at: "end", unit: "bytes", size: rest });
  return found;
}

/** On tape an address is a file number and a block in it; a file mark leads to block 0 or 1 of the next. */
function onTape({ endAddress }: Medium, stretches: readonly Stretch[]): UnexplainedStretch[] {
  const found: UnexplainedStretch[] = [];
  let reached = 0;
  for (const [place, { start, end }] of stretches.entries()) {
    const missing = between(reached, start);
    if (missing) found.push({ at: place === 0 ? "start" : "middle", ...missing });
    reached = Math.max(reached, end);
  }
  const filesLeft = Math.floor((endAddress ?? 0) / fileUnit) - Math.floor(reached / fileUnit);
  // The end of data stands behind the last file mark.
  if (filesLeft > 1) found.push({ at: "end", unit: "file-marks", size: filesLeft - 1 });
  return found;
}

function between(reached: number, start: number): Omit<UnexplainedStretch, "at"> | null {
  const files = Math.floor(start / fileUnit) - Math.floor(reached / fileUnit);
  const block = start % fileUnit;
  if (files > 1) return { unit: "file-marks", size: files - 1 };
  const blocks = files === 1 ? block - 1 : files === 0 ? block - (reached % fileUnit) - 1 : 0;
  return blocks > 0 ? { unit: "blocks", size: blocks } : null;
}
