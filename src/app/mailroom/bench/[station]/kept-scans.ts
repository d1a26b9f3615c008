import { z } from "zod";

export type KeptScan = { id: string; text: string };

const keptScans = z.array(z.object({ id: z.string(), text: z.string() }));

/** Where this browser keeps what is not answered: one place a run, station and person. */
export function keptPlace(of: { printRunId: string; station: string; staffId: string }): string {
  return `owabi-scans/${of.staffId}/${of.printRunId}/${of.station}`;
}

/** What is kept there, the oldest first. Browser only. */
export function readKept(place: string): KeptScan[] {
  try {
    return keptScans.parse(JSON.parse(localStorage.getItem(place) ?? "[]"));
  } catch {
    return [];
  }
}

/** Keeps these in place of what was kept there. A sheet's code says nothing about a person. */
export function writeKept(place: string, scans: readonly KeptScan[]): void {
  if (scans.length > 0) localStorage.setItem(place, JSON.stringify(scans));
  else localStorage.removeItem(place);
}
