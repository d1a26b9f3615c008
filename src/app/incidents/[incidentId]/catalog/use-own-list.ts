"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  checkOwnMapping,
  columnsOf,
  type OwnField,
  type StartCatalogImport,
} from "@/features/catalog/schema";
import { useTRPC } from "../../../trpc";
import type { OwnListProps } from "./own-list";
import { useStartCatalog } from "./use-start-catalog";

export type OwnListState = ReturnType<typeof useOwnList>;
type Mapping = NonNullable<StartCatalogImport["mapping"]>;

/** The state of the form: begins with what was saved or guessed, checks with the rule the server enforces. */
export function useOwnList(props: OwnListProps) {
  const { incidentId, uploadIds, list, encoding, hasNoHeader, onStarted } = props;
  const trpc = useTRPC();
  const { preview, saved } = list;
  const [columns, setColumns] = useState(() => columnsOf(saved?.mapping ?? preview.suggestedMapping));
  const [volume, setVolume] = useState("");
  const [name, setName] = useState(saved?.name ?? "");
  const save = useMutation(trpc.catalog.saveMapping.mutationOptions());
  const start = useStartCatalog(onStarted);
  const needsVolume = columns.volume === undefined;
  const isParted = columns.folder !== undefined || columns.name !== undefined;
  const kept: Mapping = { ...columns, ...(encoding ? { encoding } : {}) };
  const mapping: Mapping = {
    ...kept,
    ...(needsVolume && volume ? { volume } : {}),
    ...(hasNoHeader ? { header: "none" } : {}),
  };
  const isKept = saved?.name === name.trim() && JSON.stringify(saved.mapping) === JSON.stringify(kept);
  const startReading = () => start.mutate({ incidentId, uploadIds, mapping });
  return {
    columns,
    required: (isParted && columns.path === undefined
      ? ["name"]
      : ["path"]) satisfies OwnField[] as OwnField[],
    needsVolume,
    volume,
    setVolume,
    name,
    setName,
    choose: (field: OwnField, column: number | null) =>
      setColumns(({ [field]: _, ...rest }) => (column === null ? rest : { ...rest, [field]: column })),
    problems: checkOwnMapping(mapping, preview.headers.length),
    start: () => {
      if (name.trim() === "" || isKept || hasNoHeader) startReading();
      else
        save.mutate(
          { uploadId: list.uploadId, name: name.trim(), mapping: kept },
          { onSuccess: startReading },
        );
    },
    isBusy: save.isPending || start.isPending,
    error: save.error ?? start.error,
  };
}
