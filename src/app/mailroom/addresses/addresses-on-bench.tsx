"use client";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/page-header";
import { useMailroom } from "../mailroom-context";
import { AddressDesk } from "./address-desk";

/** The search for addresses, as the mailroom sees it. */
export function AddressesOnBench() {
  const t = useTranslations("returned");
  const { incident } = useMailroom();
  return (
    <>
      <PageHeader title={t("addresses.title")} lead={<span className="code">{incident.code}</span>} />
      <AddressDesk key={incident.id} incidentId={incident.id} />
    </>
  );
}
