import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReconciliationDesk } from "./reconciliation-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bench");
  return { title: t("reconciliation.title") };
}

export default function ReconciliationPage() {
  return <ReconciliationDesk />;
}
