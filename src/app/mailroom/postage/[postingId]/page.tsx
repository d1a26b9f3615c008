import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PostingPage } from "./posting-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("postage");
  return { title: t("sheet.title") };
}

export default async function PostingRoute({ params }: { params: Promise<{ postingId: string }> }) {
  const { postingId } = await params;
  return <PostingPage postingId={postingId} />;
}
