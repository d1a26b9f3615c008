"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import type { EmailRow } from "@/features/emails/schema";
import { useTRPCClient } from "../../../trpc";
import { ConfirmDialog } from "../../confirm-dialog";
import { useBlocked } from "../../signed-in-context";
import { useChanged } from "../../use-changed";

/** A person looked into the mail server's log: the message went out, or it is sent once more. */
export function ResolveEmail({ email }: { email: EmailRow }) {
  const t = useTranslations("emails");
  const client = useTRPCClient();
  const blocked = useBlocked();
  const changed = useChanged();
  const resolve = async (resolution: "delivered" | "resend") => {
    await client.emails.resolve.mutate({ emailMessageId: email.id, resolution });
    await changed();
  };
  const messageId = (
    <p className="flex flex-wrap items-center gap-2">
      <span className="code text-sm break-all">{email.messageId}</span>
      <CopyButton text={email.messageId ?? ""} what="Message-ID" />
    </p>
  );
  return (
    <span className="flex flex-wrap gap-2">
      <ConfirmDialog
        title={t("resolve.delivered-title")}
        description={t("resolve.delivered-description")}
        confirm={t("resolve.delivered")}
        trigger={
          <Button size="sm" blockedBecause={blocked("emails.resolve")}>
            {t("resolve.delivered")}
          </Button>
        }
        act={() => resolve("delivered")}
      >
        {messageId}
      </ConfirmDialog>
      <ConfirmDialog
        title={t("resolve.resend-title")}
        description={t("resolve.resend-description")}
        confirm={t("resolve.resend")}
        danger
        trigger={
          <Button size="sm" blockedBecause={blocked("emails.resolve")}>
            {t("resolve.resend")}
          </Button>
        }
        act={() => resolve("resend")}
      >
        {messageId}
      </ConfirmDialog>
    </span>
  );
}
