import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PostageDesk } from "./postage-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("postage");
  return { title: t("title") };
}

export default function PostagePage() {
  return <PostageDesk />;
}
