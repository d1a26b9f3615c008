"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { TextField } from "@/components/text-field";
import type { PrintRunRow } from "@/features/print-runs/schema";
import { useMailroom } from "./mailroom-context";
import { runCodeIn, runNumberIn } from "./run-number";

/** Type or scan a run's number, press Enter, be at the run. A scanner is a keyboard that ends with Enter. */
export function ScanRun({ runs }: { runs: readonly PrintRunRow[] }) {
  const t = useTranslations("mailroom");
  const router = useRouter();
  const { incident } = useMailroom();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const go = () => {
    const number = runNumberIn(text, incident.code);
    const code = runCodeIn(text);
    const run = runs.find((known) => (code ? known.code === code : known.number === number));
    if (run) return router.push(`/mailroom/runs/${run.id}`);
    setProblem(number === null ? t("scan.not-a-number") : t("scan.unknown", { number }));
    setText("");
  };
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-2 rounded-lg border border-line bg-surface px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <TextField
        label={t("scan.label")}
        hint={problem ? undefined : t("scan.hint")}
        error={problem}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        autoFocus
        autoComplete="off"
        figures
        className="min-w-40 flex-1"
      />
      <Button type="submit" className="mb-auto mt-[1.6rem]">
        {t("scan.go")}
      </Button>
    </form>
  );
}
