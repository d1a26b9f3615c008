import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GaijiOnBench } from "./gaiji-on-bench";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("gaiji");
  return { title: t("title") };
}

export default function GaijiPage() {
  return <GaijiOnBench />;
}
