"use client";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { z } from "zod";
import { type Scan, ScanQueue } from "./scan-queue";

const keptScans = z.array(z.object({ id: z.string(), text: z.string() }));

type ScanQueueUse<Answer> = {
  /** Where this browser keeps what is not answered: one place a run, station and person. */
  place: string;
  send: (scan: { id: string; text: string }) => Promise<Answer>;
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
        keep: (open) => {
          if (open.length > 0) localStorage.setItem(place, JSON.stringify(open));
          else localStorage.removeItem(place);
        },
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
  const scans = useSyncExternalStore(queue.subscribe, queue.snapshot, noScans);
  return { queue, scans: scans as readonly Scan<Answer>[] };
}

const none: readonly never[] = [];
const noScans = () => none;

function readKept(place: string): { id: string; text: string }[] {
  try {
    return keptScans.parse(JSON.parse(localStorage.getItem(place) ?? "[]"));
  } catch {
    return [];
  }
}
