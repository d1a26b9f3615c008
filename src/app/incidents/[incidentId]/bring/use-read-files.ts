"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToast } from "@/components/toast";
import { useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { useChanged } from "../../use-changed";

export type SortedFile = Outputs["people"]["sortFiles"][number];

/** Asks for the catalogs to be read as one and for each master by itself. Asked again, nothing is read twice. */
export function useReadFiles(incidentId: string, onStarted: (uploadIds: ReadonlySet<string>) => void) {
  const client = useTRPCClient();
  const t = useTranslations("bring");
  const toast = useToast();
  const changed = useChanged();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const start = async (files: readonly SortedFile[]) => {
    setBusy(true);
    setError(null);
    try {
      const uploadIds = files.flatMap((file) => (file.kind === "catalog" ? [file.uploadId] : []));
      if (uploadIds.length > 0) await client.catalog.startImport.mutate({ incidentId, uploadIds });
      for (const file of files) {
        if (file.kind !== "master") continue;
        const { uploadId, mapping } = file;
        await client.people.startImport.mutate({ incidentId, uploadId, mapping });
      }
      toast({ title: t("started", { count: files.length }), tone: "ok" });
      onStarted(new Set(files.map(({ uploadId }) => uploadId)));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      await changed();
    }
  };
  return { start, isBusy, error };
}
