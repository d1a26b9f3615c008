"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { TextField } from "@/components/text-field";
import { mayChange } from "@/features/media/rules";
import { useTRPCClient } from "../../../../trpc";
import type { Outputs } from "../../../outputs";
import { ReasonDialog } from "../../../reason-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";
import { CustodyDialog } from "./custody-dialog";

type Medium = Outputs["media"]["history"]["medium"];

/** What may become of a medium from here: reported missing, concluded lost, found, moved. */
export function MediumActs({ medium }: { medium: Medium }) {
  const t = useTranslations("incidents");
  const blocked = useBlocked();
  const client = useTRPCClient();
  const changed = useChanged();
  const [since, setSince] = useState("");
  const { id, state } = medium;
  const done = async (act: Promise<unknown>) => {
    await act;
    await changed();
  };
  const mayReport = mayChange(state, "report-missing").ok;
  return (
    <>
      {mayReport ? (
        <ReasonDialog
          title={t("medium.report.title", { label: medium.label })}
          description={t("medium.report.description")}
          confirm={t("medium.report.button")}
          hint={t("medium.report.hint")}
          danger
          trigger={
            <Button tone="danger" blockedBecause={blocked("media.reportMissing")}>
              {t("medium.report.button")}
            </Button>
          }
          act={(reason) => done(client.media.reportMissing.mutate({ id, since: since || null, reason }))}
        >
          <TextField
            type="date"
            label={t("media.since")}
            hint={t("media.since-hint")}
            value={since}
            onChange={(event) => setSince(event.target.value)}
            figures
          />
        </ReasonDialog>
      ) : null}
      {mayChange(state, "conclude-lost").ok ? (
        <ReasonDialog
          title={t("medium.conclude.title", { label: medium.label })}
          description={t("medium.conclude.description")}
          confirm={t("medium.conclude.button")}
          hint={t("medium.conclude.hint")}
          danger
          trigger={
            <Button tone="danger" blockedBecause={blocked("media.concludeLost")}>
              {t("medium.conclude.button")}
            </Button>
          }
          act={(reason) => done(client.media.concludeLost.mutate({ id, reason }))}
        />
      ) : null}
      {mayChange(state, "record-found").ok ? (
        <ReasonDialog
          title={t("medium.found.title", { label: medium.label })}
          description={t("medium.found.description")}
          confirm={t("medium.found.button")}
          hint={t("medium.found.hint")}
          trigger={<Button blockedBecause={blocked("media.recordFound")}>{t("medium.found.button")}</Button>}
          act={(reason) => done(client.media.recordFound.mutate({ id, reason }))}
        />
      ) : null}
      <CustodyDialog mediumId={id} />
    </>
  );
}
