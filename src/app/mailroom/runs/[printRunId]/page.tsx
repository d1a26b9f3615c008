import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RunPage } from "./run-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailroom");
  return { title: t("run-title") };
}

type PrintRunPageProps = { params: Promise<{ printRunId: string }> };

export default async function PrintRunPage({ params }: PrintRunPageProps) {
  const { printRunId } = await params;
  return <RunPage key={printRunId} printRunId={printRunId} />;
}
