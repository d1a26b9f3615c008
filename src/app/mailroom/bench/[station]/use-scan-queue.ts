"use client";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { type KeptScan, readKept, writeKept } from "./kept-scans";
import { type Scan, ScanQueue } from "./scan-queue";

type ScanQueueUse<Answer> = {
  place: string;
  send: (scan: KeptScan) => Promise<Answer>;
  onAnswer: (scan: Scan<Answer> & { answer: Answer }) => void;
  onFailure: () => void;
};

/**
 * The scans of a page in their order. What is not answered is kept in this browser, so that neither a slow network
 * nor a closed tab loses one: it goes on when the page opens again. Mount anew for another place.
 */
export function useScanQueue<Answer>({ place, send, onAnswer, onFailure }: ScanQueueUse<Answer>) {
  const answered = useEffectEvent(onAnswer);
  const failed = useEffectEvent(onFailure);
  const [queue] = useState(
    () =>
      new ScanQueue<Answer>({
        send,
        // What another tab of this place has open stays kept.
        keep: (open, known) =>
          writeKept(place, [...readKept(place).filter(({ id }) => !known.has(id)), ...open]),
      }),
  );
  useEffect(() => {
    const forget = queue.listen({
      onAnswer: (scan) => answered(scan),
      onFailure: () => failed(),
    });
    queue.resume(readKept(place));
    const nudge = () => queue.nudge();
    window.addEventListener("online", nudge);
    return () => {
      window.removeEventListener("online", nudge);
      forget();
    };
  }, [queue, place]);
  const scans = useSyncExternalStore(queue.subscribe, queue.snapshot, () => noScans);
  return { queue, scans: scans as readonly Scan<Answer>[] };
}

const noScans: readonly never[] = [];
