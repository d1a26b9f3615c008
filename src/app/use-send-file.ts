"use client";
import { useCallback } from "react";
import type { SendFile } from "@/components/use-file-queue";
import { useTRPCClient } from "./trpc";

export type SentFile = { id: string; fileName: string; bytes: number; sha256: string };

type Begun = { id: string; partBytes: number; parts: number };

/** What was begun for a file, so that sending it again goes on where it stopped. */
const begunFor = new WeakMap<File, Map<string, Begun>>();

const triesPerPart = 4;
const pauseMs = 1_000;

/**
 * Sends a file to the server in parts, each with its hash; for `<FileDrop send={…}>`. A part that is lost is sent
 * again; a stopped file resumes. Throws what the server answers, for `useErrorText`.
 */
export function useSendFile(incidentId: string): SendFile<SentFile> {
  const client = useTRPCClient();
  return useCallback(
    async (file, report, signal) => {
      const begun = await begin(client, incidentId, file);
      const there = await client.uploads.parts.query({ id: begun.id }, { signal });
      const sent = new Set(there.parts.map((part) => part.partNumber));
      for (let number = 1; number <= begun.parts; number += 1) {
        const end = Math.min(file.size, number * begun.partBytes);
        if (!sent.has(number)) {
          await sendPart(begun.id, number, file.slice((number - 1) * begun.partBytes, end), signal);
        }
        report(end);
      }
      const whole = await client.uploads.complete.mutate({ id: begun.id }, { signal });
      return { ...whole, fileName: file.name };
    },
    [client, incidentId],
  );
}

async function begin(
  client: ReturnType<typeof useTRPCClient>,
  incidentId: string,
  file: File,
): Promise<Begun> {
  const known = begunFor.get(file)?.get(incidentId);
  if (known) return known;
  const begun = await client.uploads.begin.mutate({ incidentId, fileName: file.name, bytes: file.size });
  begunFor.set(file, new Map([...(begunFor.get(file) ?? []), [incidentId, begun]]));
  return begun;
}

async function sendPart(uploadId: string, number: number, part: Blob, signal: AbortSignal): Promise<void> {
  const bytes = await part.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`/api/uploads/${uploadId}/parts/${number}`, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream", "x-owabi": "1", "x-part-sha256": sha256 },
      body: bytes,
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted || attempt >= triesPerPart) throw error;
      return null;
    });
    if (response?.ok) return;
    const isFinal = response && response.status < 500;
    if (isFinal || attempt >= triesPerPart) throw await response?.json();
    await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
  }
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
