"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { Select } from "@/components/select";
import { useToast } from "@/components/toast";
import { noticeChannels } from "@/features/notices/rules";
import { useTRPCClient } from "../../../../trpc";
import { ReasonDialog } from "../../../reason-dialog";
import { useBlocked } from "../../../signed-in-context";
import { useChanged } from "../../../use-changed";

const channels = ["all", ...noticeChannels] as const;
type Channel = (typeof channels)[number];

/** Records that a person is not to be written to, or not to be rung. */
export function SuppressDialog({ incidentId, personId }: { incidentId: string; personId: string }) {
  const t = useTranslations("incidents");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const toast = useToast();
  const [channel, setChannel] = useState<Channel>("all");
  return (
    <ReasonDialog
      title={t("suppress.title")}
      description={t("suppress.description")}
      confirm={t("suppress.confirm")}
      hint={t("suppress.hint")}
      danger
      trigger={<Button blockedBecause={blocked("notices.suppress")}>{t("suppress.button")}</Button>}
      act={async (reason) => {
        await client.notices.suppress.mutate({ incidentId, personId, channel, reason });
        await changed();
        toast({ title: t("suppress.done") });
      }}
    >
      <Select
        label={t("suppress.channel")}
        options={channels.map((value) => ({ value, label: t(`suppress-channel.${value}`) }))}
        emptyChoice={false}
        value={channel}
        onChange={(event) => setChannel(event.target.value as Channel)}
      />
    </ReasonDialog>
  );
}
