import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsDesk } from "./settings-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.settings") };
}

type SettingsDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function SettingsDeskPage({ params }: SettingsDeskPageProps) {
  return <SettingsDesk incidentId={(await params).incidentId} />;
}
