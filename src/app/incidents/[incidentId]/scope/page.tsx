import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ScopeDesk } from "./scope-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.scope") };
}

type ScopePageProps = { params: Promise<{ incidentId: string }> };

export default async function ScopePage({ params }: ScopePageProps) {
  return <ScopeDesk incidentId={(await params).incidentId} />;
}
