"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/file-drop";
import { uploadMaxBytes } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { type SentFile, useSendFile } from "../../../use-send-file";
import { MasterMapping } from "./master-mapping";

type NewMasterProps = { incidentId: string; broughtUploadId?: string };

/** Takes a customer master; then the columns are matched to their meaning and the reading begins. */
export function NewMaster({ incidentId, broughtUploadId }: NewMasterProps) {
  const t = useTranslations("incidents");
  const errorText = useErrorText();
  const [sent, setSent] = useState<{ id: string } | null>(broughtUploadId ? { id: broughtUploadId } : null);
  const [round, setRound] = useState(1);
  const send = useSendFile(incidentId);
  return (
    <div className="grid gap-5">
      <div className="max-w-3xl">
        <FileDrop<SentFile>
          key={round}
          label={t("master.file")}
          hint={t("master.file-hint")}
          accept=".csv,.txt,.tsv"
          maxBytes={uploadMaxBytes}
          send={send}
          describeError={errorText}
          onSent={setSent}
          onRemoved={() => setSent(null)}
        />
      </div>
      {sent ? (
        <MasterMapping
          key={sent.id}
          incidentId={incidentId}
          uploadId={sent.id}
          onStarted={() => {
            setSent(null);
            setRound(round + 1);
          }}
        />
      ) : null}
    </div>
  );
}
