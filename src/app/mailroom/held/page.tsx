import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HeldOnBench } from "./held-on-bench";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailroom");
  return { title: t("held.title") };
}

export default function HeldPage() {
  return <HeldOnBench />;
}
