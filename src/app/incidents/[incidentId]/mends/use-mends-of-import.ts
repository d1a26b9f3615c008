"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../../trpc";
import type { Mend } from "./mend-note";

/** The mends of an import, found by file and line; the one in force where there are several. */
export type MendsByLine = { of: (fileNumber: number, line: number) => Mend | undefined };

export function useMendsOfImport(
  kind: "catalog" | "people",
  importId: string,
  enabled: boolean,
): MendsByLine {
  const trpc = useTRPC();
  const catalog = useQuery(
    trpc.catalog.mends.queryOptions({ importId }, { enabled: enabled && kind === "catalog" }),
  );
  const people = useQuery(
    trpc.people.mends.queryOptions({ importId }, { enabled: enabled && kind === "people" }),
  );
  const mends = kind === "catalog" ? catalog.data : people.data;
  return useMemo(() => {
    const byLine = new Map<string, Mend>();
    for (const mend of mends ?? []) {
      const key = `${mend.fileNumber}:${mend.line}`;
      if (mend.state !== "taken-back" || !byLine.has(key)) byLine.set(key, mend);
    }
    return { of: (fileNumber, line) => byLine.get(`${fileNumber}:${line}`) };
  }, [mends]);
}
