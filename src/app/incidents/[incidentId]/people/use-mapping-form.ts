"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useToast } from "@/components/toast";
import { checkMapping, type MasterField, type MasterMapping } from "@/features/people/rules";
import type { StartMasterImport } from "@/features/people/schema";
import { useTRPC } from "../../../trpc";
import { useChanged } from "../../use-changed";
import type { MasterPreview } from "./master-mapping";

export type Encoding = NonNullable<StartMasterImport["encoding"]>;

type MappingFormOf = {
  incidentId: string;
  uploadId: string;
  preview: MasterPreview;
  /** Chosen by a person; null where the found one holds. */
  encoding: Encoding | null;
  onStarted: () => void;
};

/** The state of the mapping form: begins with the suggestion, checks with the rule the server enforces. */
export function useMappingForm({ incidentId, uploadId, preview, encoding, onStarted }: MappingFormOf) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const toast = useToast();
  const changed = useChanged();
  const [mapping, setMapping] = useState<MasterMapping>(preview.suggestedMapping);
  const start = useMutation(
    trpc.people.startImport.mutationOptions({
      onSuccess: async ({ existing }) => {
        toast({
          title: existing ? t("import.existing") : t("import.started"),
          tone: existing ? "neutral" : "ok",
        });
        await changed();
        onStarted();
      },
    }),
  );
  return {
    mapping,
    choose: (field: MasterField, column: number | null) =>
      setMapping(({ [field]: _, ...rest }) => (column === null ? rest : { ...rest, [field]: column })),
    problems: checkMapping(mapping, preview.headers.length),
    start: () => start.mutate({ incidentId, uploadId, mapping, encoding: encoding ?? undefined }),
    isBusy: start.isPending,
    error: start.error,
  };
}
