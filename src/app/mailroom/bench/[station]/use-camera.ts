"use client";
import { type RefObject, useCallback, useEffect, useEffectEvent, useState } from "react";
import { openCodeReader } from "./code-reader";

export type CameraProblem = "not-allowed" | "not-found" | "in-use" | "insecure" | "failed";
export type CameraState = "off" | "starting" | "on" | CameraProblem;

const betweenLooksMs = 120;
/** A code that stays before the camera is one scan; after it was away this long it is another. */
const awayMs = 1_500;

const problems: Record<string, CameraProblem> = {
  NotAllowedError: "not-allowed",
  SecurityError: "insecure",
  NotFoundError: "not-found",
  OverconstrainedError: "not-found",
  NotReadableError: "in-use",
  AbortError: "in-use",
};

/** A phone's or computer's camera as a scanner: looks for a code until it is stopped or the page is left. */
export function useCamera(video: RefObject<HTMLVideoElement | null>, onCode: (text: string) => void) {
  const [wanted, setWanted] = useState(false);
  const [state, setState] = useState<CameraState>("off");
  const found = useEffectEvent(onCode);
  useEffect(() => {
    if (!wanted) return;
    const leaving = new AbortController();
    runCamera(video, leaving.signal, { found: (text) => found(text), say: setState }).catch((error) => {
      if (leaving.signal.aborted) return;
      setState(problems[error instanceof DOMException ? error.name : ""] ?? "failed");
      setWanted(false);
    });
    return () => leaving.abort();
  }, [wanted, video]);
  const start = useCallback(() => {
    setState("starting");
    setWanted(true);
  }, []);
  const stop = useCallback(() => {
    setWanted(false);
    setState("off");
  }, []);
  return { state, start, stop };
}

type Says = { found: (text: string) => void; say: (state: CameraState) => void };

async function runCamera(
  ref: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  { found, say }: Says,
): Promise<void> {
  if (!navigator.mediaDevices) throw new DOMException("only over https", "SecurityError");
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener("abort", end);
  const video = ref.current;
  if (signal.aborted || !video) return end();
  const read = await openCodeReader();
  video.srcObject = stream;
  await video.play();
  if (signal.aborted) return;
  say("on");
  await look(() => read(video), signal, found);
}

async function look(read: () => Promise<string | null>, signal: AbortSignal, found: (text: string) => void) {
  let last = { text: "", at: 0 };
  while (!signal.aborted) {
    const text = await read();
    if (signal.aborted) return;
    const now = performance.now();
    const isSame = text === last.text && now - last.at < awayMs;
    if (text) {
      last = { text, at: now };
      if (!isSame) found(text);
    }
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
}
