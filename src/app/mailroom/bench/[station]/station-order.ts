import { pieceStages, type StageCounts, type Station, stations } from "@/features/print-runs/schema";

/** The station a piece passes before this one; null for the first. */
export function stationBefore(station: Station): Station | null {
  return stations[stations.indexOf(station) - 1] ?? null;
}

/** The station after this one; null for the last. */
export function stationAfter(station: Station): Station | null {
  return stations[stations.indexOf(station) + 1] ?? null;
}

const liveStages = pieceStages.filter((stage) => stage !== "spoiled" && stage !== "void");

/** How many live pieces have passed the station, of how many. Spoiled and void ones pass none. */
export function passedAt(station: Station, stages: StageCounts): { passed: number; live: number } {
  const sum = (of: typeof liveStages) => of.reduce((total, stage) => total + stages[stage], 0);
  return { passed: sum(liveStages.slice(stations.indexOf(station) + 1)), live: sum(liveStages) };
}
