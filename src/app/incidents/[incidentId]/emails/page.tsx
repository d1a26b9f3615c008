import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmailsDesk } from "./emails-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("emails");
  return { title: t("title") };
}

type EmailsDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function EmailsDeskPage({ params }: EmailsDeskPageProps) {
  return <EmailsDesk incidentId={(await params).incidentId} />;
}
