"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { Textarea } from "@/components/textarea";
import type { LineVerdict } from "@/lib/line-verdict";
import { useAct } from "../../use-act";
import { useVerdict } from "./use-verdict";
import { VerdictText } from "./verdict-text";

type MendLineProps = {
  /** What the line is to read, as it stands now. */
  text: string;
  /** Why the next reading refuses this text, by the server's own parser. Nothing is kept by it. */
  tryLine: (mended: string) => Promise<LineVerdict>;
  save: (mended: string, reason: string) => Promise<unknown>;
  onSaved: () => void;
};

/** A line that could not be read, written anew; whether it can be read now is told while one types. */
export function MendLine({ text, tryLine, save, onSaved }: MendLineProps) {
  const t = useTranslations("mends");
  const formId = useId();
  const [mended, setMended] = useState(text);
  const [reason, setReason] = useState("");
  const verdict = useVerdict(mended, tryLine);
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async () => {
    if (reason.trim() === "") return setProblem(t("reason-missing"));
    await run(async () => {
      await save(mended, reason.trim());
      onSaved();
    });
  };
  return (
    <form
      id={formId}
      noValidate
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        label={t("mended")}
        hint={t("mended-hint")}
        value={mended}
        onChange={(event) => setMended(event.target.value)}
        figures
        spellCheck={false}
        rows={3}
      />
      <VerdictText verdict={verdict} />
      <TextField
        label={t("reason")}
        hint={t("reason-hint")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
        required
      />
      <FormError>{problem}</FormError>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          busy={isBusy}
          blockedBecause={whyBlocked(t, verdict, mended === text)}
        >
          {mended === "" ? t("strike-out") : t("save")}
        </Button>
        {mended !== "" ? (
          <Button tone="quiet" onClick={() => setMended("")}>
            {t("empty-it")}
          </Button>
        ) : null}
        {mended !== text ? (
          <Button tone="quiet" onClick={() => setMended(text)}>
            {t("as-before")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function whyBlocked(
  t: ReturnType<typeof useTranslations<"mends">>,
  verdict: LineVerdict | null,
  isUnchanged: boolean,
): string | undefined {
  if (isUnchanged) return t("blocked.unchanged");
  if (verdict === null) return t("blocked.trying");
  return verdict.verdict === "rejected" ? t("blocked.rejected") : undefined;
}
