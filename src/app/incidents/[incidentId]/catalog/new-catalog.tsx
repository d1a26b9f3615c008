"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FileDrop } from "@/components/file-drop";
import { FormError } from "@/components/form-error";
import { useToast } from "@/components/toast";
import { uploadMaxBytes } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { useTRPC } from "../../../trpc";
import { type SentFile, useSendFile } from "../../../use-send-file";
import { useChanged } from "../../use-changed";
import { KnownFiles } from "./known-files";

/** Takes all files of one catalog and asks for them to be read together. */
export function NewCatalog({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const toast = useToast();
  const changed = useChanged();
  const [sent, setSent] = useState<{ file: File; id: string }[]>([]);
  const [round, setRound] = useState(1);
  const send = useSendFile(incidentId);
  const start = useMutation(
    trpc.catalog.startImport.mutationOptions({
      onSuccess: async ({ existing }) => {
        toast({
          title: existing ? t("import.existing") : t("import.started"),
          tone: existing ? "neutral" : "ok",
        });
        setSent([]);
        setRound(round + 1);
        await changed();
      },
    }),
  );
  return (
    <div className="grid max-w-3xl gap-4">
      <FileDrop<SentFile>
        key={round}
        label={t("catalog.files")}
        hint={t("catalog.files-hint")}
        accept=".csv,.txt,.tsv,.gz,.log"
        multiple
        maxBytes={uploadMaxBytes}
        send={send}
        describeError={errorText}
        onSent={({ id }, file) => setSent((before) => [...before, { file, id }])}
        onRemoved={(file) => setSent((before) => before.filter((one) => one.file !== file))}
      />
      <KnownFiles incidentId={incidentId} uploadIds={sent.map(({ id }) => id)} />
      <FormError>{start.error ? errorText(start.error) : null}</FormError>
      <div>
        <Button
          tone="primary"
          busy={start.isPending}
          blockedBecause={sent.length === 0 ? t("catalog.no-files-yet") : undefined}
          onClick={() => start.mutate({ incidentId, uploadIds: sent.map(({ id }) => id) })}
        >
          {t("catalog.start", { count: sent.length })}
        </Button>
      </div>
    </div>
  );
}
