import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PeopleDesk } from "./people-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.people") };
}

type PeopleDeskPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ file?: string }>;
};

export default async function PeopleDeskPage({ params, searchParams }: PeopleDeskPageProps) {
  return <PeopleDesk incidentId={(await params).incidentId} broughtUploadId={(await searchParams).file} />;
}
