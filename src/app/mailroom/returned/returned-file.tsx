"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/file-drop";
import { Notice } from "@/components/notice";
import { type ReturnedFileAnswer, returnVerdicts } from "@/features/print-runs/returned/schema";
import { useErrorText } from "../../error-text";
import { useChanged } from "../../incidents/use-changed";
import { useTRPCClient } from "../../trpc";
import { mostFileBytes, textOfFile } from "./text-of-file";

const linesNamed = 20;

/** Many envelopes that came back, as a file of codes and reasons; every line that was not taken is named. */
export function ReturnedFile({ incidentId }: { incidentId: string }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const errorText = useErrorText();
  const [answer, setAnswer] = useState<ReturnedFileAnswer | null>(null);
  return (
    <div className="min-w-0">
      <FileDrop
        label={t("file.label")}
        hint={t("file.hint")}
        accept=".csv,.txt"
        maxBytes={mostFileBytes}
        send={async (file) =>
          client.returnedMail.recordFile.mutate({ incidentId, text: await textOfFile(file) })
        }
        describeError={errorText}
        onSent={(result) => {
          setAnswer(result);
          void changed();
        }}
      />
      {answer ? (
        <Notice
          tone={answer.notOk.length > 0 ? "attention" : "ok"}
          live
          className="mt-3"
          title={t("file.taken", { letters: answer.counts.ok, lines: answer.lines })}
        >
          <ul>
            {[...returnVerdicts, "bad-reason" as const]
              .filter((verdict) => verdict !== "ok" && answer.counts[verdict] > 0)
              .map((verdict) => (
                <li key={verdict}>
                  {t("file.lines-not-ok", {
                    verdict: verdict === "bad-reason" ? t("file.bad-reason") : t(`verdict.${verdict}`),
                    count: answer.counts[verdict],
                    lines: answer.notOk
                      .filter((line) => line.verdict === verdict)
                      .slice(0, linesNamed)
                      .map(({ line }) => line)
                      .join(", "),
                  })}
                </li>
              ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
