"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { ReasonDialog } from "../../reason-dialog";
import { useMay } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

export type Mend = Outputs["catalog"]["mends"][number];

/** A mend as a word beside its line. */
export function MendBadge({ mend }: { mend: Mend }) {
  const t = useTranslations("mends");
  return (
    <Badge tone={mend.state === "read-with" ? "ok" : "attention"}>
      {mend.mended === "" && mend.state !== "taken-back"
        ? t(`struck.${mend.state}`)
        : t(`state.${mend.state}`)}
    </Badge>
  );
}

/** A line as received beside what it reads now: who mended it, when and why. */
export function MendNote({ mend }: { mend: Mend }) {
  const t = useTranslations("mends");
  const format = useFormatter();
  const may = useMay();
  const client = useTRPCClient();
  const changed = useChanged();
  return (
    <div className="grid gap-2 rounded-md border border-line bg-surface p-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <MendBadge mend={mend} />
        <span className="text-ink-soft">
          {t("by", { name: mend.mendedBy, when: format.dateTime(mend.mendedAt, "stamp") })}
        </span>
      </p>
      <p>{t("because", { reason: mend.reason })}</p>
      <LineText label={t("received")} text={mend.received} />
      {mend.mended === "" ? (
        <p>{t("nothing-left")}</p>
      ) : (
        <LineText label={t("mended-as")} text={mend.mended} />
      )}
      {mend.state !== "taken-back" && may("uploads.revokeMend") ? (
        <div>
          <ReasonDialog
            title={t("revoke.title")}
            description={t("revoke.description")}
            confirm={t("revoke.button")}
            trigger={
              <Button tone="quiet" size="sm">
                {t("revoke.button")}
              </Button>
            }
            act={async (reason) => {
              await client.uploads.revokeMend.mutate({ mendId: mend.id, reason });
              await changed();
            }}
          />
        </div>
      ) : null}
    </div>
  );
}

/** A line of a file, letter for letter. */
export function LineText({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="text-sm text-ink-soft">{label}</p>
      <pre className="code mt-1 rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap break-all">
        {text}
      </pre>
    </div>
  );
}
