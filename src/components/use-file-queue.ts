"use client";
import { useCallback, useEffect, useRef, useState } from "react";

export type FileState =
  | { at: "waiting" }
  | { at: "sending"; share: number }
  | { at: "sent" }
  | { at: "stopped" }
  | { at: "refused"; because: string }
  | { at: "failed"; because: string };

export type QueuedFile = { id: string; file: File; state: FileState };

/**
 * Sends one file. Call `report` with the bytes that have arrived so far; stop when `signal` says so; throw what
 * went wrong. The result is handed to `onSent`.
 */
export type SendFile<Result> = (
  file: File,
  report: (sentBytes: number) => void,
  signal: AbortSignal,
) => Promise<Result>;

type Options<Result> = {
  send: SendFile<Result>;
  onSent?: (result: Result, file: File) => void;
  /** A reason not to take the file at all, or `null`. */
  refuse: (file: File) => string | null;
  describeError: (error: unknown) => string;
};

/** Files waiting to be sent, one after the other, each with its own state. */
export function useFileQueue<Result>(options: Options<Result>) {
  const [files, setFiles] = useState<QueuedFile[]>([]);
  const sending = useRef<{ id: string; stop: AbortController } | null>(null);
  const latest = useRef(options);
  latest.current = options;

  const setState = useCallback((id: string, state: FileState) => {
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, state } : one)));
  }, []);

  const start = useCallback(
    async ({ id, file }: QueuedFile) => {
      const stop = new AbortController();
      sending.current = { id, stop };
      setState(id, { at: "sending", share: 0 });
      const report = (bytes: number) => {
        if (!stop.signal.aborted) setState(id, { at: "sending", share: file.size ? bytes / file.size : 1 });
      };
      try {
        const result = await latest.current.send(file, report, stop.signal);
        setState(id, { at: "sent" });
        latest.current.onSent?.(result, file);
      } catch (error) {
        const because = latest.current.describeError(error);
        setState(id, stop.signal.aborted ? { at: "stopped" } : { at: "failed", because });
      } finally {
        sending.current = null;
        setFiles((all) => [...all]);
      }
    },
    [setState],
  );

  useEffect(() => {
    const next = files.find((one) => one.state.at === "waiting");
    if (next && !sending.current) void start(next);
  }, [files, start]);

  useEffect(() => () => sending.current?.stop.abort(), []);

  return {
    files,
    add: (chosen: Iterable<File>) => {
      const added = [...chosen].map((file): QueuedFile => {
        const because = latest.current.refuse(file);
        return { id: newId(), file, state: because ? { at: "refused", because } : { at: "waiting" } };
      });
      setFiles((all) => [...all, ...added]);
    },
    stop: (id: string) => {
      if (sending.current?.id === id) sending.current.stop.abort();
      else setState(id, { at: "stopped" });
    },
    retry: (id: string) => setState(id, { at: "waiting" }),
    remove: (id: string) => setFiles((all) => all.filter((one) => one.id !== id)),
  };
}

let lastId = 0;

function newId(): string {
  lastId += 1;
  return `file-${lastId}`;
}
