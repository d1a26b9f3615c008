import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { noticeChannels } from "@/features/notices/rules";
import { NoticesDesk } from "./notices-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.notices") };
}

type NoticesPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ channel?: string }>;
};

export default async function NoticesPage({ params, searchParams }: NoticesPageProps) {
  const { incidentId } = await params;
  const { channel } = await searchParams;
  return (
    <NoticesDesk
      incidentId={incidentId}
      channel={noticeChannels.find((one) => one === channel) ?? "letter"}
    />
  );
}
