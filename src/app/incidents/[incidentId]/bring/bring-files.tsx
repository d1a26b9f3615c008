"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FileDrop } from "@/components/file-drop";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { uploadMaxBytes } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { type SentFile, useSendFile } from "../../../use-send-file";
import { KnownFiles } from "../catalog/known-files";
import { SortedFiles } from "./sorted-files";
import { useReadFiles } from "./use-read-files";

/** One place for everything somebody has in hand: catalogs and masters are told apart and read together. */
export function BringFiles({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("bring");
  const errorText = useErrorText();
  const [sent, setSent] = useState<{ file: File; id: string }[]>([]);
  const [round, setRound] = useState(1);
  const send = useSendFile(incidentId);
  const uploadIds = sent.map(({ id }) => id);
  const sorted = useQuery(
    trpc.people.sortFiles.queryOptions(
      { incidentId, uploadIds },
      { enabled: uploadIds.length > 0, placeholderData: (before) => before },
    ),
  );
  const files = uploadIds.length > 0 ? (sorted.data ?? []) : [];
  // What still wants a person's eye stays in sight.
  const read = useReadFiles(incidentId, (started) => {
    setSent((before) => before.filter(({ id }) => !started.has(id)));
    setRound(round + 1);
  });
  const ready = files.filter((one) => one.kind === "catalog" || (one.kind === "master" && one.isReady));
  const notReady = files.length - ready.length;
  return (
    <Section title={t("title")} lead={t("lead")}>
      <div className="grid max-w-3xl gap-4">
        <FileDrop<SentFile>
          key={round}
          label={t("files")}
          hint={t("files-hint")}
          multiple
          maxBytes={uploadMaxBytes}
          send={send}
          describeError={errorText}
          onSent={({ id }, file) => setSent((before) => [...before, { file, id }])}
          onRemoved={(file) => setSent((before) => before.filter((one) => one.file !== file))}
        />
        {files.length > 0 ? <SortedFiles incidentId={incidentId} files={files} /> : null}
        <KnownFiles
          incidentId={incidentId}
          uploadIds={files.flatMap((one) => (one.kind === "catalog" ? [one.uploadId] : []))}
        />
        <FormError>
          {read.error ? errorText(read.error) : sorted.error ? errorText(sorted.error) : null}
        </FormError>
        {notReady > 0 ? <Notice tone="attention">{t("not-ready", { count: notReady })}</Notice> : null}
        <div>
          <Button
            tone="primary"
            busy={read.isBusy || sorted.isFetching}
            blockedBecause={ready.length === 0 ? t("nothing-yet") : undefined}
            onClick={() => read.start(ready)}
          >
            {t("read", { count: ready.length })}
          </Button>
        </div>
      </div>
    </Section>
  );
}
