import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { IncidentList } from "./incident-list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("list.title") };
}

export default function IncidentsPage() {
  return <IncidentList />;
}
