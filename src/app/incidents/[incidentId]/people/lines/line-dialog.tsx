"use client";
import { useTranslations } from "next-intl";
import { MendDialog } from "../../mends/mend-dialog";
import { useMasterMending } from "../use-master-mending";
import { useMasterProblemText } from "../use-master-problem-text";
import type { Line } from "./master-lines";

type LineDialogProps = { line: Line; importId: string; onClose: () => void };

/** A line of a master that could not be read, or was mended: as received, why, and written anew. */
export function LineDialog({ line, importId, onClose }: LineDialogProps) {
  const t = useTranslations("incidents");
  const problemText = useMasterProblemText();
  const mending = useMasterMending(importId, line.line);
  const { reason, reasonColumn, codePoint } = line;
  return (
    <MendDialog title={t("lines.one", { line: String(line.line) })} mending={mending} onClose={onClose}>
      {line.outcome === "rejected" ? (
        <p className="mb-3 text-danger">
          {problemText({ reason, detail: { column: reasonColumn ?? 0, codePoint: codePoint ?? "" } })}
        </p>
      ) : null}
    </MendDialog>
  );
}
