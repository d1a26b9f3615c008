"use client";
import { twoFactorClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";

/** Sign-in from the browser: `/api/auth/*` of this very server. */
export const authClient = createAuthClient({
  plugins: [twoFactorClient()],
  fetchOptions: { headers: { "x-owabi": "1" } },
});
