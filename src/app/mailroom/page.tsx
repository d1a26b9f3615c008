import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Bench } from "./bench";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailroom");
  return { title: t("title") };
}

export default function MailroomPage() {
  return <Bench />;
}
