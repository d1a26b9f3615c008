import type { Station } from "@/features/print-runs/schema";

/** The page of a station with a run on it; without one, the run is chosen there. */
export function benchHref(station: Station, printRunId?: string): string {
  return printRunId ? `/mailroom/bench/${station}?run=${printRunId}` : `/mailroom/bench/${station}`;
}
