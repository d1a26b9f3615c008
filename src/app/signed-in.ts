import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type SignedIn, signedInBy } from "@/server/context";

const currentlySignedIn = cache(async (): Promise<SignedIn | null> => signedInBy(await headers()));

/**
 * Who is looking at this page; sends others to the sign-in page, and back to `path` afterwards. Called once per
 * page or layout, asks the database once per request. `path` holds ids at most, never personal data.
 */
export async function signedInOrRedirect(path: string): Promise<SignedIn> {
  const signedIn = await currentlySignedIn();
  if (!signedIn) redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
  return signedIn;
}
