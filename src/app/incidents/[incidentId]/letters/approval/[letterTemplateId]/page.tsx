import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApprovalDesk } from "./approval-desk";

type ApprovalPageProps = { params: Promise<{ incidentId: string; letterTemplateId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("words");
  return { title: t("approval.decide") };
}

export default async function ApprovalPage({ params }: ApprovalPageProps) {
  return <ApprovalDesk {...(await params)} />;
}
