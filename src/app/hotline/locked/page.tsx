import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type Role, rolesByAct } from "@/features/staff/rules";
import { signedInOrRedirect } from "../../signed-in";
import { LockedPeople } from "./locked-people";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hotline");
  return { title: t("tab.locked") };
}

export default async function LockedPage() {
  const { role } = await signedInOrRedirect("/hotline/locked");
  if (!(rolesByAct["hotline.locked"] as readonly Role[]).includes(role)) notFound();
  return <LockedPeople />;
}
