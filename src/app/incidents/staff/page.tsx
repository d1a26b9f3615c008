import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StaffDesk } from "./staff-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("staff.title") };
}

export default function StaffPage() {
  return <StaffDesk />;
}
