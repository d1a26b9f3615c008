import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { stations } from "@/features/print-runs/schema";
import { benchSoundCookie } from "./bench-sound-cookie";
import { StationChoice } from "./station-choice";
import { StationDesk } from "./station-desk";

type StationPageProps = {
  params: Promise<{ station: string }>;
  searchParams: Promise<{ run?: string | string[] }>;
};

const stationIn = (name: string) => stations.find((station) => station === name);

export async function generateMetadata({ params }: StationPageProps): Promise<Metadata> {
  const t = await getTranslations("bench");
  const station = stationIn((await params).station);
  return { title: station ? t("desk.title", { station: t(`station.${station}`) }) : undefined };
}

export default async function StationPage({ params, searchParams }: StationPageProps) {
  const station = stationIn((await params).station);
  if (!station) notFound();
  const { run } = await searchParams;
  if (typeof run !== "string") return <StationChoice station={station} />;
  const soundOn = (await cookies()).get(benchSoundCookie)?.value !== "off";
  return <StationDesk key={`${station} ${run}`} station={station} printRunId={run} soundOn={soundOn} />;
}
