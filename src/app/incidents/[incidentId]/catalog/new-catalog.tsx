"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FileDrop } from "@/components/file-drop";
import { FormError } from "@/components/form-error";
import { uploadMaxBytes } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { type SentFile, useSendFile } from "../../../use-send-file";
import { KnownFiles } from "./known-files";
import type { Encoding } from "./own-list";
import { OwnList } from "./own-list";
import { useFormatName } from "./use-format-name";
import { useStartCatalog } from "./use-start-catalog";

type NewCatalogProps = { incidentId: string; broughtUploadId?: string };

/** Takes all files of one catalog and asks for them to be read together. */
export function NewCatalog({ incidentId, broughtUploadId }: NewCatalogProps) {
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const [sent, setSent] = useState<{ file: File | null; id: string }[]>(
    broughtUploadId ? [{ file: null, id: broughtUploadId }] : [],
  );
  const [round, setRound] = useState(1);
  const uploadIds = sent.map(({ id }) => id);
  return (
    <div className="grid gap-4">
      <div className="grid max-w-3xl gap-4">
        <FileDrop<SentFile>
          key={round}
          label={t("catalog.files")}
          hint={t("catalog.files-hint")}
          accept=".csv,.txt,.tsv,.gz,.log,.sql,.schema,.xml"
          multiple
          maxBytes={uploadMaxBytes}
          send={useSendFile(incidentId)}
          describeError={errorText}
          onSent={({ id }, file) => setSent((before) => [...before, { file, id }])}
          onRemoved={(file) => setSent((before) => before.filter((one) => one.file !== file))}
        />
        <KnownFiles incidentId={incidentId} uploadIds={uploadIds} />
      </div>
      <SentCatalog
        key={uploadIds.join(" ")}
        incidentId={incidentId}
        uploadIds={uploadIds}
        onStarted={() => {
          setSent([]);
          setRound(round + 1);
        }}
      />
    </div>
  );
}

export type SentCatalogProps = { incidentId: string; uploadIds: string[]; onStarted: () => void };

/** What the files are: a catalog to be read at once, or a list whose columns a person explains first. */
function SentCatalog(props: SentCatalogProps) {
  const { incidentId, uploadIds } = props;
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const formatName = useFormatName();
  const start = useStartCatalog(props.onStarted);
  const [encoding, setEncoding] = useState<Encoding | null>(null);
  const [hasNoHeader, setHasNoHeader] = useState(false);
  const seen = useQuery(
    trpc.catalog.previewFiles.queryOptions(
      { incidentId, uploadIds, encoding: encoding ?? undefined, hasNoHeader },
      {
        enabled: uploadIds.length > 0,
        staleTime: Number.POSITIVE_INFINITY,
        placeholderData: keepPreviousData,
      },
    ),
  );
  const found = uploadIds.length > 0 ? seen.data : undefined;
  if (found?.kind === "list")
    return (
      <OwnList
        {...props}
        list={found}
        encoding={encoding}
        onEncoding={setEncoding}
        hasNoHeader={hasNoHeader}
        onNoHeader={setHasNoHeader}
      />
    );
  const problem =
    found?.kind === "unreadable"
      ? { kind: "invalid" as const, reason: found.reason, detail: found.detail }
      : null;
  const error = start.error ?? seen.error;
  return (
    <div className="grid max-w-3xl gap-4">
      {found?.kind === "known" ? (
        <p className="text-ink-soft">{t("catalog.recognised", { format: formatName(found.format) })}</p>
      ) : null}
      <FormError>{problem ? errorText(problem) : error ? errorText(error) : null}</FormError>
      <div>
        <Button
          tone="primary"
          busy={start.isPending || seen.isFetching}
          blockedBecause={
            uploadIds.length === 0 ? t("catalog.no-files-yet") : problem ? errorText(problem) : undefined
          }
          onClick={() => start.mutate({ incidentId, uploadIds })}
        >
          {t("catalog.start", { count: uploadIds.length })}
        </Button>
      </div>
    </div>
  );
}
