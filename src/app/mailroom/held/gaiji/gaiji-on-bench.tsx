"use client";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { GaijiDesk } from "../../../gaiji/gaiji-desk";
import { useDenied } from "../../../incidents/signed-in-context";
import { useMailroom } from "../../mailroom-context";

/** The gaiji desk for whoever stands at the bench. */
export function GaijiOnBench() {
  const t = useTranslations("gaiji");
  const { incident } = useMailroom();
  const denied = useDenied()("gaiji.refused");
  return (
    <>
      <PageHeader
        title={t("title")}
        back={{ href: "/mailroom/held", label: t("to-held") }}
        lead={
          <>
            <span className="code">{incident.code}</span> {t("lead")}
          </>
        }
      />
      {denied ? <Notice>{denied}</Notice> : <GaijiDesk incidentId={incident.id} />}
    </>
  );
}
